import { z } from 'zod'
import type { PresenceRequest } from '#shared/portal-api/sync.ts'
import { PRESENCE_TTL_MS, presenceRequest } from '#shared/portal-api/sync.ts'
import type { Query } from '../../db/open.ts'
import { holdsNul } from '../http/holds-nul.ts'

/** Who is in which case, in the memory of each process: a soft sign that nothing depends on. */

/** Every process hears on it what any of them was told. */
export const PRESENCE_CHANNEL = 'agent_presence'
/** Desks in cases, on all of the portal; the oldest are forgotten above it. */
const MAX_PLACES = 5000

const announcement = presenceRequest.extend({ agentId: z.string() })
type Announcement = z.infer<typeof announcement>

export type Place = { agentId: string; caseId: string; mode: PresenceRequest['mode']; teamId: string }

export type Presence = {
  /** Takes in what a process announced. False when that says nothing new. */
  hear(payload: string): boolean
  /** Forgets who was not heard of for `PRESENCE_TTL_MS`. False when there is nobody. */
  forget(): boolean
  /** Each agent once a case, with the case's present team, and only where the agent may see it. */
  places(query: Query): Promise<Place[]>
}

const PLACES_SQL = `
SELECT p.agent, c.id AS case, c.team_id AS team FROM unnest($1::text[], $2::text[]) AS p (agent, "case")
JOIN cases c ON c.id = p.case
JOIN team_members m ON m.agent_id = p.agent AND m.team_id = c.team_id`

export function createPresence(now: () => number): Presence {
  /** By agent and client: an agent may have two desks. */
  const known = new Map<string, { agentId: string; caseId: string; mode: Place['mode']; heardAt: number }>()

  const forget = () => {
    const before = known.size
    for (const [key, { heardAt }] of known) if (now() - heardAt >= PRESENCE_TTL_MS) known.delete(key)
    return known.size < before
  }
  return {
    forget,
    hear: (payload) => {
      const heard = parsed(payload)
      if (!heard) return false
      const { agentId, clientId, caseId, mode } = heard
      const key = `${agentId} ${clientId}`
      const before = known.get(key)
      // Out and in again, so that the oldest come first.
      known.delete(key)
      // Of what can be no id the database would answer nothing, to nobody.
      if (caseId === null || holdsNul(caseId)) return before !== undefined
      if (known.size >= MAX_PLACES) known.delete(known.keys().next().value ?? '')
      known.set(key, { agentId, caseId, mode, heardAt: now() })
      return before?.caseId !== caseId || before.mode !== mode
    },
    places: async (query) => {
      forget()
      const all = [...known.values()]
      if (all.length === 0) return []
      const visible = await query<{ agent: string; case: string; team: string }>(PLACES_SQL, [
        all.map(({ agentId }) => agentId),
        all.map(({ caseId }) => caseId),
      ])
      const teams = new Map(visible.map((row) => [`${row.agent} ${row.case}`, row.team]))
      const places = new Map<string, Place>()
      for (const { agentId, caseId, mode } of all) {
        const key = `${agentId} ${caseId}`
        const teamId = teams.get(key)
        if (teamId === undefined || places.get(key)?.mode === 'writing') continue
        places.set(key, { agentId, caseId, mode, teamId })
      }
      return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
    },
  }
}

/** Tells all processes; resolves when that is certain to reach them. */
export async function announcePresence(query: Query, place: Announcement): Promise<void> {
  await query('SELECT pg_notify($1, $2)', [PRESENCE_CHANNEL, JSON.stringify(place)])
}

function parsed(payload: string): Announcement | undefined {
  try {
    return announcement.safeParse(JSON.parse(payload)).data
  } catch {
    // After a lost connection everybody is woken with nothing.
    return undefined
  }
}
