import type { CustomerRole } from '#shared/domain/registration.ts'
import { MAX_REASON_LENGTH } from '#shared/portal-api/operations.ts'
import type { AccountRow, ContactRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { foldText } from '../../components/fold-text.ts'

/** The company that an approved person will belong to: a known one, or a new one made from the request. */
export type CompanyChoice = { kind: 'known'; account: AccountRow } | { kind: 'new' }

/** Why not, or what is to be known first. */
export const REPLY_KINDS = ['reject', 'ask'] as const
export type ReplyKind = (typeof REPLY_KINDS)[number]

/** Words for the applicant that were begun. `open`: the form that is shown; the words stay when it is closed. */
export type Reply = { open: ReplyKind | null; texts: Partial<Record<ReplyKind, string>>; attempted: boolean }

export type ApprovalsState = {
  currentId: string | null
  /** Marked for doing the same with all of them. */
  selected: readonly string[]
  companies: Record<string, CompanyChoice | undefined>
  roles: Record<string, CustomerRole | undefined>
  replies: Record<string, Reply | undefined>
  batchReason: string
  /** Whose request for deletion is looked at. */
  deletionId: string | null
}

export const NO_APPROVALS: ApprovalsState = {
  currentId: null,
  selected: [],
  companies: {},
  roles: {},
  replies: {},
  batchReason: '',
  deletionId: null,
}

export const MAX_REPLY = MAX_REASON_LENGTH

/** What was begun and is not empty. */
export function begunKinds({ texts }: Pick<Reply, 'texts'>): ReplyKind[] {
  return REPLY_KINDS.filter((kind) => (texts[kind] ?? '').trim() !== '')
}

/** With the form for that shown, and what was begun for it in it. */
export function openedReply(reply: Reply | undefined, kind: ReplyKind): Reply {
  return { texts: reply?.texts ?? {}, open: kind, attempted: reply?.open === kind && reply.attempted }
}

/** Without a form; nothing at all where nothing was written. */
export function closedReply(reply: Reply): Reply | undefined {
  return begunKinds(reply).length === 0 ? undefined : { ...reply, open: null, attempted: false }
}

/** Whether an agent may still decide here and now. */
export function isUndecided({ state, pending }: Pick<RegistrationView, 'state' | 'pending'>): boolean {
  return (state === 'pending' || state === 'asked') && (pending === null || pending === 'asked')
}

export const GROUPS = ['waiting', 'asked', 'decided'] as const
export type Group = (typeof GROUPS)[number]

export function groupOf(registration: RegistrationView): Group {
  if (!isUndecided(registration)) return 'decided'
  return registration.state === 'asked' || registration.pending === 'asked' ? 'asked' : 'waiting'
}

/** How many wait for an agent; those that were asked something wait for the applicant. */
export function waitingCount(registrations: readonly RegistrationView[]): number {
  return registrations.filter((one) => groupOf(one) === 'waiting').length
}

/** In the order of the screen: those that wait for an agent, those that wait for the applicant, the decided ones. */
export function inGroups(registrations: readonly RegistrationView[]): { group: Group; of: RegistrationView[] }[] {
  return GROUPS.map((group) => ({ group, of: registrations.filter((one) => groupOf(one) === group) })).filter(
    ({ of }) => of.length > 0,
  )
}

/** What comes after one has been decided: the next that waits, else the one before it; null when none is left. */
export function nextAfter(ordered: readonly RegistrationView[], id: string): string | null {
  const at = ordered.findIndex((one) => one.id === id)
  const waits = (one: RegistrationView) => one.id !== id && groupOf(one) === 'waiting'
  return (ordered.slice(at + 1).find(waits) ?? ordered.slice(0, Math.max(at, 0)).findLast(waits))?.id ?? null
}

/** The company as it is chosen, or as it is plain: the only one with that tax number, or a new one where there is none. */
export function companyOf(registration: RegistrationView, chosen: CompanyChoice | undefined): CompanyChoice | null {
  if (chosen) return chosen
  const [first, ...others] = registration.matches
  if (!first) return { kind: 'new' }
  return others.length === 0 ? { kind: 'known', account: first } : null
}

/**
 * What an approved person will see when the agent chooses nothing: what somebody who is known at that company by the same
 * e-mail sees already, else the own cases.
 */
export function plainRoleOf({ duplicates }: RegistrationView, company: CompanyChoice | null): CustomerRole {
  if (company?.kind !== 'known') return 'own'
  const known = duplicates.filter(
    ({ contact, why }) => why === 'email' && contact.accountId === company.account.id && contact.signIn !== 'disabled',
  )
  // As the portal takes them, should several have that e-mail.
  const first = known.reduce<ContactRow | null>(
    (least, { contact }) => (least === null || contact.id < least.id ? contact : least),
    null,
  )
  return first?.role ?? 'own'
}

/** Why one of the marked requests can be approved with the others, or not. */
export type BatchFit = 'fits' | 'decided' | 'noMatch' | 'severalMatches' | 'mismatch'

/** Only what needs no look: undecided, exactly one company, and no proof that speaks against it. */
export function batchFit(registration: RegistrationView): BatchFit {
  if (!isUndecided(registration)) return 'decided'
  if (registration.matches.length === 0) return 'noMatch'
  if (registration.matches.length > 1) return 'severalMatches'
  return registration.proof === 'mismatch' ? 'mismatch' : 'fits'
}

/** "SI 1234-5678" and "12345678" are the same number. */
export function taxKey(taxNumber: string): string {
  return taxNumber
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^[A-Z]{2}(?=\d)/, '')
}

/** Names that differ only in case, diacritics, dots and spaces are the same ("Alveta d.o.o." and "ALVETA d. o. o."). */
export function sameName(a: string, b: string): boolean {
  const key = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]/gu, '')
  return key(a) === key(b)
}

export type Compared = {
  field: 'company' | 'taxNumber' | 'country' | 'city'
  typed: string | null
  known: string | null
  same: boolean
}

/** The request beside a company, field by field; what the request does not tell is no difference. */
export function compareCompany(registration: RegistrationView, account: AccountRow): Compared[] {
  return [
    {
      field: 'company',
      typed: registration.company,
      known: account.name,
      same: sameName(registration.company, account.name),
    },
    {
      field: 'taxNumber',
      typed: registration.taxNumber,
      known: account.taxNumber,
      same: account.taxNumber !== null && taxKey(registration.taxNumber) === taxKey(account.taxNumber),
    },
    {
      field: 'country',
      typed: registration.country,
      known: account.country,
      same: registration.country === account.country,
    },
    { field: 'city', typed: null, known: account.city, same: true },
  ]
}

type Steps<T> = {
  decide(one: T): Promise<unknown>
  onBegun(one: T): void
  onDone(one: T): void
  onFailed(one: T, error: unknown): void
}

/** One after the other, whatever becomes of each; true when none failed. */
export async function oneByOne<T>(
  all: readonly T[],
  { decide, onBegun, onDone, onFailed }: Steps<T>,
): Promise<boolean> {
  let failed = 0
  for (const one of all) {
    onBegun(one)
    try {
      await decide(one)
      onDone(one)
    } catch (error) {
      failed += 1
      onFailed(one, error)
    }
  }
  return failed === 0
}
