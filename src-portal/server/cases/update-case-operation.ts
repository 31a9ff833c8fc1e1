import { eq } from 'drizzle-orm'
import type { Operation } from '#shared/portal-api/operations.ts'
import { CASE_FIELDS } from '#shared/portal-api/rows.ts'
import { teams } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { isActiveAgent, lockVisibleCase } from './access.ts'
import type { Case } from './case-fields.ts'
import { applyLastWriter, applyStatus, applyText, changedAfterMerge, type FieldResult } from './field-operations.ts'
import { lockRoot, takeAlong } from './merged.ts'
import { type Outcome, rejected } from './outcome.ts'

type UpdateCase = Extract<Operation, { kind: 'case.update' }>

/** Version 1 could carry a status and an owner together; since then one field, so that one conflict at most comes of it. */
const FIELDS_OF_VERSION_1 = 2

export async function updateCase(work: Work, operation: UpdateCase, agentId: string): Promise<Outcome> {
  const { status, ownerId, title, description, teamId } = operation
  const count = [status, ownerId, title, description, teamId].filter((change) => change !== undefined).length
  if (count === 0) return rejected('nothing_to_do', 'The operation changes nothing')
  if (count > (operation.schemaVersion === 1 ? FIELDS_OF_VERSION_1 : 1)) {
    return rejected('one_field', 'An operation changes one field')
  }
  const found = await lockVisibleCase(work, operation.caseId, agentId)
  if (!found) return rejected('not_found', 'There is no such case')
  const refused = await refuse(work, operation)
  if (refused) return refused

  if (found.mergedIntoId !== null) return onMerged(work, found, operation)
  const results: FieldResult[] = []
  const next = () => ({ work, found: results.at(-1)?.case ?? found, agentId })
  if (ownerId) results.push(await applyLastWriter(next(), 'ownerId', ownerId))
  if (status) results.push(await applyStatus(next(), status))
  if (title) results.push(await applyText(next(), 'title', title))
  if (description) results.push(await applyText(next(), 'description', description))
  if (teamId) {
    const result = await applyLastWriter(next(), 'teamId', teamId)
    await takeAlong(work, result.case, { kind: 'agent', id: agentId })
    results.push(result)
  }
  const outcomes = results.map(({ outcome }) => outcome)
  return (
    outcomes.find((outcome) => outcome.status === 'conflict') ??
    outcomes.find((outcome) => outcome.status === 'merged') ?? { status: 'applied' }
  )
}

async function onMerged(work: Work, found: Case, operation: UpdateCase): Promise<Outcome> {
  const root = await lockRoot(work, found)
  for (const field of CASE_FIELDS) {
    const change = operation[field]
    if (change) return changedAfterMerge(work, root, field, change.to)
  }
  return { status: 'merged' }
}

async function refuse(work: Work, { ownerId, title, teamId }: UpdateCase): Promise<Outcome | null> {
  if (ownerId?.to && !(await isActiveAgent(work, ownerId.to))) {
    return rejected('agent_not_found', 'There is no such active agent')
  }
  if (title && title.to.trim() === '') return rejected('title_empty', 'A case needs a title')
  if (teamId && !(await exists(work, teamId.to))) return rejected('team_not_found', 'There is no such team')
  return null
}

async function exists({ tx }: Work, teamId: string): Promise<boolean> {
  const [team] = await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId))
  return team !== undefined
}
