import type { TeamRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

/** Unordered; the screen sorts by the language's rules. */
export function listTeams(mirror: Mirror): TeamRow[] {
  return mirror.prepare<TeamRow>('SELECT id, name FROM teams').all()
}

export function findTeam(mirror: Mirror, teamId: string): TeamRow | null {
  return mirror.prepare<TeamRow>('SELECT id, name FROM teams WHERE id = ?').get(teamId) ?? null
}
