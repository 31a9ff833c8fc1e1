import { type SlaClocks, type SlaMoment, slaClocks, slaTarget } from '#shared/domain/sla.ts'
import { INITIAL_STATUS, isOpen } from '#shared/domain/status.ts'
import type { CaseEventRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import { defaultSlaRules } from '../server/sla/rules.ts'
import { seededRandom } from './random.ts'
import type { Story } from './story.ts'
import type { World } from './world.ts'

export type Contracts = ReadonlyMap<string, EntitlementRow>

export function contractsOf(world: World): Contracts {
  return new Map(world.accounts.flatMap(({ entitlements }) => entitlements.map((row) => [row.id, row])))
}

const STREAM = 9
/** Of the open cases that would be long overdue by their contract so many are no contract's. */
const SPARED = 0.93

type From = { seed: number; index: number; now: number }

/**
 * The story with its promises as the portal would have followed them. Stories go on for months, which no help desk's contract
 * would bear: most of those were opened without one.
 */
export function withClocks(contracts: Contracts, story: Story, from: From): Story {
  const kept = withPromises(contracts, story)
  const { status, resolution } = kept.case
  const overdue = isOpen(status) && resolution?.state === 'running' && resolution.dueAt < from.now
  const missed = isOpen(status) && resolution?.state === 'missed'
  if (!(overdue || missed) || !seededRandom(from.seed, STREAM, from.index).chance(SPARED)) return kept
  return withPromises(contracts, { ...story, case: { ...story.case, entitlementId: null } })
}

function withPromises(contracts: Contracts, story: Story): Story {
  return { ...story, case: { ...story.case, ...clocksOf(contracts, story) } }
}

function clocksOf(contracts: Contracts, story: Story): SlaClocks {
  const { usual, time } = defaultSlaRules()
  const { entitlementId, createdAt } = story.case
  const contract = entitlementId === null ? null : (contracts.get(entitlementId) ?? null)
  const answer = story.notes.find(({ authorKind, visibility }) => authorKind === 'agent' && visibility === 'public')
  const moments: SlaMoment[] = [
    ...(answer ? [{ at: answer.createdAt, kind: 'answer' as const }] : []),
    ...story.events.flatMap(moveOf),
  ]
  const created = { at: createdAt, status: INITIAL_STATUS }
  const inOrder = moments.toSorted((a, b) => a.at - b.at)
  return slaClocks(slaTarget(contract, usual), created, inOrder, time)
}

function moveOf({ field, to, createdAt }: CaseEventRow): SlaMoment[] {
  return field === 'status'
    ? [{ at: createdAt, kind: 'status', to: to as Extract<SlaMoment, { kind: 'status' }>['to'] }]
    : []
}
