import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OperationState } from '#shared/rpc/models.ts'

/** Schemas with which outboxes are out there. */
export const RELEASED: readonly number[] = [1]

/** What lies in `fixtures/outbox-1.db`. */
export const RELEASED_1 = {
  owner: '016d0000-0000-7000-8000-000000000002',
  clientId: '0195569c-0000-4000-8000-000000000001',
  caseA: '0195569a-0000-7000-8000-00000000000a',
  caseB: '0195569a-0000-7000-8000-00000000000b',
  writtenAt: Date.UTC(2026, 2, 2, 8),
} as const

export const opId = (number: number): string => `0195569b-0000-7000-8000-${String(number).padStart(12, '0')}`

const { caseA, caseB } = RELEASED_1
/** In the order of writing. `body` null: no words. */
export const RELEASED_OPERATIONS: { number: number; caseId: string; state: OperationState; body: string | null }[] = [
  { number: 1, caseId: caseA, state: 'settled', body: 'Poravnano že davno.' },
  { number: 2, caseId: caseA, state: 'settled', body: 'Na portalu, a še ne potegnjeno.' },
  { number: 3, caseId: caseB, state: 'conflict', body: null },
  { number: 4, caseId: caseB, state: 'rejected', body: 'Zavrnjeno besedilo, ki ga je treba ohraniti.' },
  { number: 5, caseId: caseA, state: 'waiting', body: 'Poslano, odgovor se je izgubil.' },
  { number: 6, caseId: caseA, state: 'waiting', body: 'Odgovor in rešeno. ČŠŽ 😀' },
  { number: 7, caseId: caseA, state: 'waiting', body: null },
  { number: 8, caseId: caseA, state: 'waiting', body: null },
  { number: 9, caseId: caseB, state: 'waiting', body: 'Interna opomba, odvisna od drugega primera.' },
  { number: 10, caseId: caseB, state: 'waiting', body: 'Na poti, ko je zmanjkalo elektrike.' },
]

/** A copy that a test may open. Answers its path. */
export function releasedOutbox(folder: string, version: number): string {
  const file = join(folder, 'outbox.db')
  copyFileSync(join(import.meta.dirname, 'fixtures', `outbox-${version}.db`), file)
  return file
}
