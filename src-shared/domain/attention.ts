/** What one agent keeps of a case for themselves: a snooze, how far it was read, whether its news is wanted. */

/**
 * `after`: the newest instant of the thread that the agent knew; what a customer does later ends the snooze. `until`: epoch ms
 * at which it ends in any case; null: only the customer's answer ends it.
 */
export type Snooze = { after: number; until: number | null }

/** `auto`: an agent hears of the cases that are theirs. */
export const FOLLOWING = ['auto', 'yes', 'no'] as const
export type Following = (typeof FOLLOWING)[number]

export function follows(following: Following, isOwner: boolean): boolean {
  return following === 'auto' ? isOwner : following === 'yes'
}

export function sameSnooze(one: Snooze | null, other: Snooze | null): boolean {
  return one?.after === other?.after && one?.until === other?.until && (one === null) === (other === null)
}

/** The row's id: an agent has one of a case, also where two of their desks make it at the same time. */
export function caseMarkId(agentId: string, caseId: string): string {
  return `${agentId}:${caseId}`
}
