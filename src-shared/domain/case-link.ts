export const CASE_LINK_SCHEME = 'spica-desk'

const NUMBER = /^CAS-[0-9OI]{5,12}-(?:[A-Z0-9]{2}){3}$/i
const LINK = /^spica-desk:\/\/case\/([^/?#\s]+)\/?$/i

/** A case number however its letters and digits were typed, as it is kept in links; null for anything else. */
export function readCaseNumber(text: string): string | null {
  return NUMBER.test(text) ? text.toUpperCase() : null
}

/** `spica-desk://case/CAS-02580-T0M2L3`: opens the case on any desk that has it. */
export function caseLink(caseNumber: string): string {
  return `${CASE_LINK_SCHEME}://case/${caseNumber}`
}

/** The case that a link names; null for whatever is not exactly such a link. */
export function caseOfLink(url: string): string | null {
  const number = url.length > 100 ? undefined : LINK.exec(url)?.[1]
  return number === undefined ? null : readCaseNumber(number)
}

/** `#/case/CAS-02580-T0M2L3`: the same as part of the window's own address. */
export function caseHash(caseNumber: string): string {
  return `#/case/${caseNumber}`
}

export function caseOfHash(hash: string): string | null {
  const number = /^#\/case\/([^/?#\s]{1,60})\/?$/i.exec(hash)?.[1]
  return number === undefined ? null : readCaseNumber(number)
}
