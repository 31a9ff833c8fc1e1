import type { AgentRow } from '#shared/portal-api/rows.ts'

/**
 * FOR THE DEMO AND TESTS ONLY: invented people with one published password. `loadDemo` gives these accounts to a
 * database that was asked to hold demo data; never load it into a portal that real customers reach.
 */
export const DEMO_PASSWORD = 'Spica-Demo-Geslo-1'

export type DemoAgent = Pick<AgentRow, 'id' | 'name' | 'email'> & { gender: 'm' | 'f' }

const agent = (number: number, name: string, email: string, gender: 'm' | 'f'): DemoAgent => ({
  id: `016d0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
  name,
  email: `${email}@spica.example`,
  gender,
})

/** The guide's own agent; he answered its case. */
export const GREGOR = agent(1, 'Gregor Berčič', 'gregor.bercic', 'm')

/** Signed in by default; has the most open cases. */
export const DEMO_AGENT = agent(2, 'Maja Kotnik', 'maja.kotnik', 'f')

export const DEMO_AGENTS: readonly DemoAgent[] = [
  GREGOR,
  DEMO_AGENT,
  agent(3, 'Aleš Hribar', 'ales.hribar', 'm'),
  agent(4, 'Barbara Zajc', 'barbara.zajc', 'f'),
  agent(5, 'Damjan Kos', 'damjan.kos', 'm'),
  agent(6, 'Eva Rozman', 'eva.rozman', 'f'),
  agent(7, 'Igor Vidmar', 'igor.vidmar', 'm'),
  agent(8, 'Katja Oblak', 'katja.oblak', 'f'),
  agent(9, 'Luka Žagar', 'luka.zagar', 'm'),
  agent(10, 'Nina Šuštar', 'nina.sustar', 'f'),
  agent(11, 'Tomaž Pirc', 'tomaz.pirc', 'm'),
  agent(12, 'Urška Mlakar', 'urska.mlakar', 'f'),
]
