import { CASE_LINK_SCHEME, caseOfLink } from '#shared/domain/case-link.ts'

const PREFIX = `${CASE_LINK_SCHEME}:`

export function isLinkArgument(arg: string): boolean {
  return arg.toLowerCase().startsWith(PREFIX)
}

/** The case that a command line asks for. Anybody may write a link, so it names one case exactly, or it means nothing. */
export function caseOfArguments(argv: readonly string[]): string | null {
  const links = argv.filter(isLinkArgument)
  return links.length === 1 ? caseOfLink(links[0]!) : null
}

/** What the program itself was told: nothing that stands after a link, or after the `--` before it, is an option of ours. */
export function ownArguments(argv: readonly string[]): readonly string[] {
  const end = argv.findIndex((arg) => arg === '--' || isLinkArgument(arg))
  return end < 0 ? argv : argv.slice(0, end)
}
