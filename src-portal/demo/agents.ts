import type { AgentRow, TeamRow } from '#shared/portal-api/rows.ts'
import { DEFAULT_TEAM_ID } from '../db/schema/domain.ts'

/**
 * FOR THE DEMO AND TESTS ONLY: invented people with one published password. `loadDemo` gives these accounts to a
 * database that was asked to hold demo data; never load it into a portal that real customers reach.
 */
export const DEMO_PASSWORD = 'Spica-Demo-Geslo-1'

const team = (number: number, name: string): TeamRow => ({
  id: `016d0000-0000-7000-8001-${number.toString(16).padStart(12, '0')}`,
  name,
})

/** The team that every portal has. */
export const SUPPORT: TeamRow = { id: DEFAULT_TEAM_ID, name: 'Podpora' }
/** Repairs. */
export const SERVICE = team(2, 'Servis (RMA)')
/** Doors, readers, visitors. */
export const ACCESS = team(3, 'Pristop')
/** Ascending by id. */
export const DEMO_TEAMS: readonly TeamRow[] = [SERVICE, ACCESS, SUPPORT]

export type DemoAgent = Omit<AgentRow, 'active' | 'newSince'> & { gender: 'm' | 'f' }

const agent = (number: number, name: string, email: string, gender: 'm' | 'f', ...teams: TeamRow[]): DemoAgent => ({
  id: `016d0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
  name,
  email: `${email}@spica.example`,
  gender,
  teamIds: teams.map(({ id }) => id).sort(),
  isAdmin: number === 2,
})

/** The guide's own agent; he answered its case. Sees everything. */
export const GREGOR = agent(1, 'Gregor Berčič', 'gregor.bercic', 'm', ...DEMO_TEAMS)

/** Signed in by default; has the most open cases, sees all and administers. */
export const DEMO_AGENT = agent(2, 'Maja Kotnik', 'maja.kotnik', 'f', ...DEMO_TEAMS)

export const DEMO_AGENTS: readonly DemoAgent[] = [
  GREGOR,
  DEMO_AGENT,
  agent(3, 'Aleš Hribar', 'ales.hribar', 'm', SUPPORT, ACCESS),
  agent(4, 'Barbara Zajc', 'barbara.zajc', 'f', SUPPORT),
  agent(5, 'Damjan Kos', 'damjan.kos', 'm', SERVICE, ACCESS),
  agent(6, 'Eva Rozman', 'eva.rozman', 'f', SUPPORT),
  agent(7, 'Igor Vidmar', 'igor.vidmar', 'm', SERVICE),
  agent(8, 'Katja Oblak', 'katja.oblak', 'f', SUPPORT),
  agent(9, 'Luka Žagar', 'luka.zagar', 'm', ACCESS),
  agent(10, 'Nina Šuštar', 'nina.sustar', 'f', SUPPORT, SERVICE),
  agent(11, 'Tomaž Pirc', 'tomaz.pirc', 'm', SUPPORT, ACCESS),
  agent(12, 'Urška Mlakar', 'urska.mlakar', 'f', SUPPORT),
]

/** Who sees a team's cases, and so may own them. */
export function agentsOf(teamId: string): readonly DemoAgent[] {
  return BY_TEAM.get(teamId) ?? []
}

const BY_TEAM = new Map(
  DEMO_TEAMS.map(({ id }) => [id, DEMO_AGENTS.filter(({ teamIds }) => teamIds.includes(id))] as const),
)
