import type { ApprovedAs, Operation } from '#shared/portal-api/operations.ts'
import type { Approval, registrations } from '../../db/schema.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { findCompany, knownCompanyOf } from './company-of-registration.ts'

type Decide = Extract<Operation, { kind: 'registration.decide' }>
type Registration = typeof registrations.$inferSelect

/** A decision about what is decided: the same again is nothing; another outcome, company or role is a conflict. */
export async function compareWithFirst(work: Work, operation: Decide, found: Registration): Promise<Outcome> {
  const { decision: mine } = operation
  const { decidedBy: changedBy, decidedAt: changedAt, approval } = found
  const theirs = found.state === 'approved' ? 'approved' : 'rejected'
  const conflict = { field: 'registration', mine, theirs, changedBy, changedAt } as const
  if (mine !== theirs) return { status: 'conflict', conflict }
  // Approvals from before they were noted, and those by a proof, have nothing to be compared with.
  if (mine === 'rejected' || approval === null) return { status: 'merged' }
  const wanted = await wantedOf(work, { operation, found, approval })
  if (wanted === null) return rejected('account_not_found', 'There is no such company')
  const { isSame, ...approvals } = wanted
  return isSame ? { status: 'merged' } : { status: 'conflict', conflict: { ...conflict, approvals } }
}

type Wanted = { mine: ApprovedAs; theirs: ApprovedAs; isSame: boolean }

async function wantedOf(
  work: Work,
  { operation, found, approval }: { operation: Decide; found: Registration; approval: Approval },
): Promise<Wanted | null> {
  const company = await knownCompanyOf(work, found, operation.accountId)
  if (company === 'gone') return null
  const { accountId, newCompany, role: theirRole, unchosenRole } = approval
  const role = operation.role ?? unchosenRole
  const sameCompany = company === 'new' ? newCompany : company.id === accountId
  const theirCompany = (await findCompany(work, accountId))?.name ?? found.company
  return {
    mine: { company: company === 'new' ? found.company : company.name, newCompany: company === 'new', role },
    theirs: { company: theirCompany, newCompany, role: theirRole },
    isSame: sameCompany && role === theirRole,
  }
}
