import type { Page } from '@playwright/test'
import type { OperationView, RecoveredWords, SyncState } from '#shared/rpc/models.ts'
import { idOf } from './held-answers.ts'

const NOW = Date.now()
const CASE = { caseId: 'case-1', caseNumber: 'CAS-03297-J8F3Z0', caseTitle: 'Terminal ne prebere kartic po nadgradnji' }

let minted = 0
function operation(over: Partial<OperationView>): OperationView {
  minted++
  return {
    opId: `01890000-0000-7000-8000-${String(minted).padStart(12, '0')}`,
    kind: 'case.update',
    ...CASE,
    state: 'waiting',
    visibility: null,
    body: null,
    status: null,
    owner: null,
    title: null,
    description: null,
    teamName: null,
    otherNumber: null,
    decision: null,
    contactAction: null,
    createsTemplate: false,
    createsView: false,
    createsMacro: false,
    snoozes: false,
    estimate: null,
    rma: null,
    attachments: [],
    writtenAt: NOW - 4_000_000,
    settledAt: null,
    undoUntil: null,
    overtook: 0,
    withdrawable: true,
    editable: false,
    attempts: 0,
    nextAttemptAt: null,
    problem: null,
    conflict: null,
    changedByName: null,
    ...over,
  }
}

const theirs = { theirsVersion: 3, changedBy: 'agent-2', changedAt: NOW - 600_000 }
const title = 'Terminal ne bere kartic MIFARE po nadgradnji 4.2'
const file = { id: 'file-1', fileName: 'dnevnik-terminala.zip', mediaType: 'application/zip', size: 18_400_000 }
const reply = {
  kind: 'note.create',
  visibility: 'public',
  body: 'Napravo prevzamemo jutri med 9. in 11. uro.',
} as const

const estimate = {
  items: [{ description: 'Menjava čitalnika', quantity: 200, unitPrice: 12_345, vatRate: 22 }],
  validUntil: '2030-01-31',
}

/** An operation of every kind and in every state. */
export const CROWD: OperationView[] = [
  operation({
    state: 'conflict',
    title,
    withdrawable: false,
    changedByName: 'Eva Rozman',
    conflict: {
      field: 'title',
      base: CASE.caseTitle,
      mine: title,
      theirs: 'Terminal Zone Touch ne prebere kartic',
      ...theirs,
    },
  }),
  operation({
    state: 'conflict',
    status: 'resolved',
    withdrawable: false,
    changedByName: 'Katja Oblak',
    conflict: {
      field: 'status',
      base: 'in_progress',
      mine: 'resolved',
      theirs: 'waiting_for_details',
      reason: 'stale',
      ...theirs,
    },
  }),
  operation({
    ...reply,
    state: 'quarantined',
    editable: true,
    attempts: 8,
    problem: { code: 'quarantined', params: {} },
  }),
  operation({
    state: 'rejected',
    owner: { id: 'agent-3', name: 'Igor Vidmar' },
    problem: { code: 'rejected', params: {} },
  }),
  operation({ ...reply, status: 'waiting_for_details', editable: true, undoUntil: NOW + 3_600_000 }),
  operation({ ...reply, state: 'sending', attachments: [{ ...file, state: 'uploading', sent: 7_300_000 }] }),
  operation({
    kind: 'case.create',
    caseNumber: '',
    caseTitle: 'Vrata se ne odklenejo',
    title: 'Vrata se ne odklenejo',
    description: 'Stranka kliče: glavna vrata od jutra ne odklenejo nikomur.',
    attempts: 3,
    nextAttemptAt: NOW + 3_600_000,
    problem: { code: 'unreachable', params: {} },
  }),
  operation({
    kind: 'registration.decide',
    caseId: null,
    caseNumber: '',
    caseTitle: 'Marko Novak, Pivovarna Laško Union',
    decision: 'approved',
  }),
  operation({
    kind: 'registration.ask',
    caseId: null,
    caseNumber: '',
    caseTitle: 'Marko Novak, Pivovarna Laško Union',
    body: 'Pri katerem podjetju ste zaposleni?',
    editable: true,
  }),
  operation({
    kind: 'contact.act',
    caseId: null,
    caseNumber: '',
    caseTitle: 'Janez Novak, Alveta d.o.o.',
    contactAction: 'send_reset_link',
  }),
  operation({ kind: 'estimate.send', estimate, body: 'Rok popravila je pet dni.', editable: true }),
  operation({
    kind: 'estimate.withdraw',
    estimate,
    state: 'conflict',
    withdrawable: false,
    changedByName: 'Janez Novak',
    conflict: {
      field: 'estimate',
      mine: 'withdrawn',
      theirs: 'approved',
      changedBy: 'contact-1',
      changedAt: NOW - 90_000,
    },
  }),
  operation({ ...reply, state: 'settled', settledAt: NOW - 3_000_000, overtook: 2, withdrawable: false }),
  operation({ state: 'settled', teamName: 'Servis (RMA)', settledAt: NOW - 3_500_000, withdrawable: false }),
]

const RECOVERED: RecoveredWords = {
  attachments: [],
  id: 'recovered-1',
  ...CASE,
  kind: 'reply',
  text: 'Uro bomo nastavili na daljavo v petek popoldne.',
  reason: 'out_of_scope',
  writtenAt: NOW - 90_000_000,
  lostAt: NOW - 80_000_000,
}

const STATE: Partial<SyncState> = {
  heldDeletions: { rows: 1830, of: 6100 },
  conflicts: 3,
  rejected: 1,
  quarantined: 1,
  recovered: 1,
  waiting: 7,
  lastSyncMs: 840,
}

export type Crowd = {
  /** What the screen asked of the desk since then, by procedure and input. */
  asked: string[]
}

/**
 * Completes the desk's answers on their way to the page, so that everything that can go wrong is on the screen at once:
 * such a day takes too long to live through. To be called before the page is opened.
 */
export async function crowdSync(page: Page): Promise<Crowd> {
  const crowd: Crowd = { asked: [] }
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const desk = socket.connectToServer()
    const recovering = new Set<unknown>()
    socket.onMessage((message) => {
      crowd.asked.push(String(message))
      if (String(message).includes('sync/recovered')) recovering.add(idOf(String(message)))
      desk.send(message)
    })
    desk.onMessage((message) =>
      socket.send(typeof message === 'string' ? crowded(message, recovering.has(idOf(message))) : message),
    )
  })
  return crowd
}

function crowded(message: string, isRecovered: boolean): string {
  return JSON.stringify(JSON.parse(message), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('operations' in value && 'total' in value) return { operations: CROWD, total: CROWD.length }
    if ('heldDeletions' in value) return { ...value, ...STATE }
    if (isRecovered && 'json' in value && Array.isArray(value.json) && value.json.length === 0)
      return { ...value, json: [RECOVERED] }
    return value
  })
}
