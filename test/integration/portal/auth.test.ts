import { asc, eq } from 'drizzle-orm'
import type { DestinationStream } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setAgentPassword } from '#portal/auth/agent-login.ts'
import { argon2id } from '#portal/auth/passwords.ts'
import { agentCredentials, agents, auditLog, agentSessions as sessionTable } from '#portal/db/schema.ts'
import { type AppDeps, buildApp } from '#portal/server/app.ts'
import { agentSessions, signedInAgent, signInResponse } from '#shared/portal-api/auth.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { type ProblemDetails, problemDetails } from '#shared/portal-api/problem.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, PASSWORD, signIn, type World } from './world.ts'

const MINUTE = 60_000

describeOnBoth('signing in', (database) => {
  let world: World
  let app: Awaited<ReturnType<typeof buildApp>>
  const build = async (overrides: Partial<AppDeps> = {}) => {
    await app?.close()
    app = await buildApp({ ...world.deps, database: database.current, ...overrides })
  }

  beforeEach(async () => {
    world = await createWorld(database.current)
    await setAgentPassword(world.deps.db, { agentId: world.ana.id, password: PASSWORD })
    await build()
  })
  afterEach(() => app.close())

  const ana = () => ({ email: world.ana.email, password: PASSWORD, device: 'Spica Desk na Žigovem računalniku' })
  const tokenOf = async () => signInResponse.parse((await signIn(app, ana())).json()).token
  const as = (token: string, method: 'GET' | 'POST' | 'DELETE', url: string) =>
    app.inject({ method, url, headers: { authorization: `Bearer ${token}` } })

  it('gives a token that works until the agent signs out', async () => {
    const answer = signInResponse.parse((await signIn(app, ana())).json())
    expect(answer.agent).toEqual({ id: world.ana.id, name: 'Ana', email: 'ana@spica.example' })
    expect(answer.expiresAt).toBeGreaterThan(Date.now())
    expect(signedInAgent.parse((await as(answer.token, 'GET', PORTAL_PATHS.me)).json())).toEqual(answer.agent)

    expect((await as(answer.token, 'POST', PORTAL_PATHS.signOut)).statusCode).toBe(204)
    expect((await as(answer.token, 'GET', PORTAL_PATHS.me)).statusCode).toBe(401)
  })

  it('writes down who came in, who failed and who went, and from where', async () => {
    const { token } = signInResponse.parse((await signIn(app, ana())).json())
    await signIn(app, { ...ana(), password: 'napačno geslo' }, '198.51.100.9')
    await signIn(app, { ...ana(), email: 'nihce@spica.example' })
    await as(token, 'POST', PORTAL_PATHS.signOut)
    const entries = await world.deps.db.select().from(auditLog).orderBy(asc(auditLog.id))
    expect(entries.map(({ event, actorId, ip }) => ({ event, actorId, ip }))).toEqual([
      { event: 'agent_signed_in', actorId: world.ana.id, ip: '127.0.0.1' },
      { event: 'agent_sign_in_failed', actorId: world.ana.id, ip: '198.51.100.9' },
      { event: 'agent_sign_in_failed', actorId: null, ip: '127.0.0.1' },
      { event: 'agent_signed_out', actorId: world.ana.id, ip: '127.0.0.1' },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/geslo|nihce/)
  })

  it('does not mind capitals and spaces around the e-mail', async () => {
    expect((await signIn(app, { ...ana(), email: ' ANA@Spica.example ' })).statusCode).toBe(200)
  })

  it('answers a wrong password, an unknown e-mail and a deactivated agent alike', async () => {
    await setAgentPassword(world.deps.db, { agentId: world.bor.id, password: PASSWORD })
    await world.deps.db.update(agents).set({ active: false }).where(eq(agents.id, world.bor.id))

    const answers = [
      await signIn(app, { ...ana(), password: 'napačno geslo' }),
      await signIn(app, { ...ana(), email: 'nihce@spica.example' }),
      await signIn(app, { ...ana(), email: 'to ni naslov' }),
      await signIn(app, { ...ana(), email: world.bor.email }),
    ]

    for (const answer of answers) {
      expect(answer.statusCode).toBe(401)
      expect(answer.body).toBe(answers[0]?.body)
      expect(problemDetails.parse(answer.json()).code).toBe('wrong_credentials')
    }
    expect(await world.deps.db.select().from(sessionTable)).toEqual([])
  })

  it('does the work of one password check for each of them, so that the time tells nothing either', async () => {
    await setAgentPassword(world.deps.db, { agentId: world.bor.id, password: PASSWORD })
    await world.deps.db.update(agents).set({ active: false }).where(eq(agents.id, world.bor.id))
    const work = vi.fn()
    const passwords: AppDeps['passwords'] = {
      hash: (password) => {
        work()
        return argon2id.hash(password)
      },
      verify: (args) => {
        work()
        return argon2id.verify(args)
      },
    }
    await build({ passwords })
    for (const email of [world.ana.email, 'nihce@spica.example', world.bor.email]) {
      work.mockClear()
      await signIn(app, { email, password: 'napačno geslo' })
      expect(work).toHaveBeenCalledOnce()
    }
  })

  it('stops guessing at one e-mail after some failures, from wherever, and says for how long', async () => {
    await build({ limits: { failuresByEmail: { max: 3, windowMs: 5 * MINUTE } } })
    const guess = (address: string) => signIn(app, { ...ana(), password: 'napačno' }, address)
    for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) expect((await guess(address)).statusCode).toBe(401)
    world.clock.pass(MINUTE)

    const refused = await guess('10.0.0.4')
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBe(String(4 * 60))
    expect(refused.json<ProblemDetails>().code).toBe('too_many_requests')
    expect((await signIn(app, ana())).statusCode).toBe(429)

    world.clock.pass(4 * MINUTE)
    expect((await signIn(app, ana())).statusCode).toBe(200)
  })

  it('counts guesses that come all at once', async () => {
    await build({ limits: { failuresByEmail: { max: 3, windowMs: MINUTE } } })
    const guesses = await Promise.all(Array.from({ length: 8 }, () => signIn(app, { ...ana(), password: 'napačno' })))
    expect(guesses.filter(({ statusCode }) => statusCode === 401)).toHaveLength(3)
  })

  it('does not count right passwords against the agent', async () => {
    await build({ limits: { failuresByEmail: { max: 2, windowMs: MINUTE } } })
    for (let i = 0; i < 5; i++) expect((await signIn(app, ana())).statusCode).toBe(200)
  })

  it('limits the sign-ins from one address, which cost a hash each', async () => {
    await build({ limits: { signInsByIp: { max: 2, windowMs: MINUTE } } })
    expect((await signIn(app, ana(), '10.0.0.9')).statusCode).toBe(200)
    expect((await signIn(app, ana(), '10.0.0.9')).statusCode).toBe(200)

    const refused = await signIn(app, ana(), '10.0.0.9')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(problemDetails.parse(refused.json()).code).toBe('too_many_requests')
    expect((await signIn(app, ana(), '10.0.0.10')).statusCode).toBe(200)
  })

  it('lists the agent’s own sessions and ends any of them', async () => {
    await setAgentPassword(world.deps.db, { agentId: world.bor.id, password: PASSWORD })
    const first = await tokenOf()
    const second = await tokenOf()
    const ofBor = signInResponse.parse((await signIn(app, { ...ana(), email: world.bor.email })).json()).token

    const { sessions } = agentSessions.parse((await as(first, 'GET', PORTAL_PATHS.sessions)).json())
    expect(sessions).toHaveLength(2)
    expect(sessions.map(({ device }) => device)).toEqual([ana().device, ana().device])
    const other = sessions.find(({ current }) => !current)

    expect((await as(ofBor, 'DELETE', `${PORTAL_PATHS.sessions}/${other?.id}`)).statusCode).toBe(404)
    expect((await as(second, 'GET', PORTAL_PATHS.me)).statusCode).toBe(200)
    expect((await as(first, 'DELETE', `${PORTAL_PATHS.sessions}/${other?.id}`)).statusCode).toBe(204)
    expect((await as(second, 'GET', PORTAL_PATHS.me)).statusCode).toBe(401)
    expect((await as(first, 'GET', PORTAL_PATHS.me)).statusCode).toBe(200)
  })

  it('ends the work of an agent who is deactivated at once', async () => {
    const token = await tokenOf()
    await world.deps.db.update(agents).set({ active: false }).where(eq(agents.id, world.ana.id))
    expect((await as(token, 'GET', PORTAL_PATHS.me)).statusCode).toBe(401)
  })

  it('refuses a token that has run out', async () => {
    const token = await tokenOf()
    await world.deps.db.update(sessionTable).set({ expiresAt: new Date(Date.now() - 1000) })
    expect((await as(token, 'GET', PORTAL_PATHS.me)).statusCode).toBe(401)
  })

  it('keeps a session alive that is used', async () => {
    const token = await tokenOf()
    const soon = new Date(Date.now() + 86_400_000)
    await world.deps.db.update(sessionTable).set({ expiresAt: soon })
    expect((await as(token, 'GET', PORTAL_PATHS.me)).statusCode).toBe(200)

    const [session] = await world.deps.db.select().from(sessionTable)
    expect(session?.expiresAt.getTime()).toBeGreaterThan(soon.getTime() + 20 * 86_400_000)
    expect((await as(token, 'GET', PORTAL_PATHS.me)).statusCode).toBe(200)
  })

  it('keeps passwords as Argon2id and tokens as hashes', async () => {
    const token = await tokenOf()
    const [credential] = await world.deps.db.select().from(agentCredentials)
    const sessions = await world.deps.db.select().from(sessionTable)

    expect(credential?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(sessions).toHaveLength(1)
    expect(JSON.stringify(sessions)).not.toContain(token)
    // What a copy of the database holds opens nothing.
    expect((await as(sessions[0]?.token ?? '', 'GET', PORTAL_PATHS.me)).statusCode).toBe(401)
  })

  it('writes neither passwords nor tokens to the log', async () => {
    const lines: string[] = []
    const stream: DestinationStream = { write: (line: string) => void lines.push(line) }
    await build({ log: { level: 'trace', stream } })
    const token = await tokenOf()
    await as(token, 'GET', PORTAL_PATHS.me)
    await signIn(app, { ...ana(), password: 'napačno geslo' })
    app.log.info({ req: { headers: { authorization: `Bearer ${token}` } }, body: { password: PASSWORD } }, 'by mistake')

    const log = lines.join('')
    expect(log).toContain(PORTAL_PATHS.signIn)
    expect(log).toContain('by mistake')
    for (const secret of [token, PASSWORD, 'napačno geslo']) expect(log).not.toContain(secret)
  })
})
