import { beforeEach, expect, it } from 'vitest'
import { addAgent, parseAgent } from '#portal/server/add-agent.ts'
import { buildApp } from '#portal/server/app.ts'
import { UsageError } from '#portal/server/command-line.ts'
import { systemDeps } from '#portal/server/deps.ts'
import { addTeam, setAgentTeams } from '#portal/server/teams.ts'
import { describeOnBoth } from './databases.ts'
import { signIn } from './world.ts'

describeOnBoth('administering a portal without demo data', (database) => {
  let deps: ReturnType<typeof systemDeps>
  beforeEach(() => {
    deps = systemDeps(database.current.db)
  })

  const add = (text: string, password: string, teams: string[] = []) =>
    addAgent(deps, { ...parseAgent(text), password, teams })
  const members = () =>
    database.current.query(`SELECT a.email, array_agg(t.name ORDER BY t.name) AS teams
      FROM agents a JOIN team_members m ON m.agent_id = a.id JOIN teams t ON t.id = m.team_id GROUP BY a.email ORDER BY 1`)

  it('lets a first agent sign in, with the newest password alone', async () => {
    await expect(add('Ana Novak <Ana@spica.example>', 'kratko')).rejects.toThrow(UsageError)
    await add('Ana Novak <Ana@spica.example>', 'prvo dolgo geslo')
    await add('Ana Novak <Ana@spica.example>', 'drugo dolgo geslo')

    const app = await buildApp({ ...deps, database: database.current })
    const status = async (password: string) => (await signIn(app, { email: 'ana@spica.example', password })).statusCode
    expect(await status('prvo dolgo geslo')).toBe(401)
    expect(await status('drugo dolgo geslo')).toBe(200)
    await app.close()
  })

  it('makes teams and says who is in them', async () => {
    const ana = () => add('Ana Novak <ana@spica.example>', 'prvo dolgo geslo', ['servis'])
    await expect(ana()).rejects.toThrow('There is no team "servis", only: Podpora')
    expect(await members()).toEqual([])
    expect(await addTeam(deps, ' Servis ')).toBe('Servis')
    await expect(addTeam(deps, 'SERVIS')).rejects.toThrow(UsageError)
    await ana()
    await add('Bor <bor@spica.example>', 'drugo dolgo geslo')
    await expect(setAgentTeams(deps, 'cene@spica.example', ['Servis'])).rejects.toThrow(UsageError)
    expect(await members()).toEqual([
      { email: 'ana@spica.example', teams: ['Servis'] },
      { email: 'bor@spica.example', teams: ['Podpora'] },
    ])
    await setAgentTeams(deps, 'BOR@spica.example', ['Servis', 'Podpora'])
    expect(await members()).toEqual([
      { email: 'ana@spica.example', teams: ['Servis'] },
      { email: 'bor@spica.example', teams: ['Podpora', 'Servis'] },
    ])
  })
})
