import type { Mirror } from '../open.ts'

/** The local number of a case, made when it is not known yet (its row may come later than its notes). */
export function caseKey(mirror: Mirror, caseId: string): number {
  return knownCaseKey(mirror, caseId) ?? newCaseKey(mirror, caseId)
}

export type CaseKeys = (caseId: string) => number

/** The same, remembering what it answered; for the time of one transaction. */
export function caseKeys(mirror: Mirror): CaseKeys {
  const known = new Map<string, number>()
  return (caseId) => {
    const pk = known.get(caseId) ?? caseKey(mirror, caseId)
    known.set(caseId, pk)
    return pk
  }
}

export function knownCaseKey(mirror: Mirror, caseId: string): number | undefined {
  return mirror.prepare<number>('SELECT pk FROM case_key WHERE id = ?', { pluck: true }).get(caseId)
}

function newCaseKey(mirror: Mirror, caseId: string): number {
  const pk = mirror.prepare<number>('INSERT INTO case_key (id) VALUES (?) RETURNING pk', { pluck: true }).get(caseId)
  if (pk === undefined) throw new Error('A new case got no key')
  return pk
}

export function caseIdOf(mirror: Mirror, pk: number): string | undefined {
  return mirror.prepare<string>('SELECT id FROM case_key WHERE pk = ?', { pluck: true }).get(pk)
}
