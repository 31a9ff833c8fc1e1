import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { rmaLines } from '#portal/db/schema.ts'
import { buildApp } from '#portal/server/app.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { erasePerson } from '#portal/server/people/erase-person.ts'
import { exportPerson } from '#portal/server/people/person-export.ts'
import { customerCaseDetail } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import {
  aLineChange,
  aLineStep,
  aNewLine,
  aNewRma,
  anAddedLine,
  aRemovedLine,
  firstLine,
} from '#test/factories/rma-operations.ts'
import { addContact, type Browser, signedIn } from './customer-browser.ts'
import { describeOnBoth } from './databases.ts'
import { type Pushing, pushingIn, statuses } from './pushing.ts'
import { createWorld, type World } from './world.ts'

describeOnBoth('repairs on the customers’ pages', (database) => {
  let world: World
  let app: FastifyInstance
  let portal: Pushing
  let maja: Browser
  let other: Browser

  beforeEach(async () => {
    world = await createWorld(database.current)
    app = await buildApp({ ...world.deps, database: database.current })
    portal = pushingIn(world)
    maja = await signedIn(world, app, await addContact(world, { firstName: 'Maja', lastName: 'Žagar', role: 'own' }))
    other = await signedIn(world, app, await addContact(world, { firstName: 'Nekdo', lastName: 'Drug', role: 'own' }))
  })
  afterEach(() => app.close())

  const CASES = CUSTOMER_PATHS.cases
  const detail = async (id: string) => customerCaseDetail.strict().parse((await maja.get(`${CASES}/${id}`)).body)
  async function repaired() {
    const { id } = await world.addCase({ contactId: maja.contact.id, caseType: 'rma' })
    const rma = aNewRma(id, { lines: [aNewLine({ serialNumber: 'ZT-1', fault: 'Zaslon je črn.' })] })
    const line = firstLine(rma)
    const added = anAddedLine(rma, aNewLine({ serialNumber: 'ZT-2' }))
    const removed = { ...line, lineId: added.line.lineId }
    const steps = [
      rma,
      added,
      aLineStep(line, 'requested', 'approved'),
      aRemovedLine(removed),
      aLineStep(line, 'approved', 'in_transit', { carrier: 'Pošta', trackingNumber: 'RP1' }),
      aLineStep(line, 'in_transit', 'received'),
      aLineStep(line, 'received', 'diagnosing'),
      aLineChange(line, { field: 'diagnosis', base: '', to: 'TAJNO diagnoza, Maja Žagar' }),
      aLineChange(line, { field: 'work', base: '', to: 'TAJNO delo' }),
      aLineChange(line, { field: 'parts', base: '', to: 'TAJNO deli' }),
      aLineStep(line, 'diagnosing', 'repairing', { warranty: 'goodwill' }),
      aLineStep(line, 'repairing', 'repaired'),
      aLineStep(line, 'repaired', 'shipped', { carrier: 'DHL', trackingNumber: 'JD01' }),
    ]
    for (const step of steps) {
      world.clock.pass(1000)
      expect(statuses([await portal.ana.one(step)])).toEqual(['applied'])
    }
    return { id, line }
  }

  it('tell each device’s state, steps with dates and tracking numbers, and nothing that is the agents’ own', async () => {
    const { id, line } = await repaired()
    const shown = await detail(id)
    expect(shown.rmas).toEqual([
      {
        ...{ id: line.rmaId, rmaNumber: 'RMA-00041', state: 'shipped', createdAt: expect.any(Number) },
        lines: [
          {
            ...{ id: line.lineId, serialNumber: 'ZT-1', model: 'Zone Touch', fault: 'Zaslon je črn.' },
            ...{ accessories: 'napajalnik', warranty: 'goodwill', state: 'shipped', newSerialNumber: null },
            ...{ rejectionReason: null, inboundCarrier: 'Pošta', inboundTracking: 'RP1', carrier: 'DHL' },
            trackingNumber: 'JD01',
            steps: [
              ...['requested', 'approved', 'in_transit', 'received', 'diagnosing', 'repairing', 'repaired', 'shipped'],
            ].map((state) => ({ state, at: expect.any(Number) })),
          },
        ],
      },
    ])
    const [{ steps } = { steps: [] }] = shown.rmas[0]!.lines
    expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted())
    const told = shown.thread.flatMap((item) => (item.type === 'rma' ? [[item.step, item.serialNumber]] : []))
    expect(told.slice(0, 5)).toEqual([
      ['created', null],
      ['requested', 'ZT-2'],
      ['approved', 'ZT-1'],
      ['removed', 'ZT-2'],
      ['in_transit', 'ZT-1'],
    ])
    expect(shown.thread).toContainEqual({
      ...{ type: 'rma', id: expect.stringContaining(line.lineId), createdAt: expect.any(Number), from: 'agent' },
      ...{ name: 'Ana', step: 'shipped', rmaNumber: 'RMA-00041', serialNumber: 'ZT-1' },
    })
    const text = JSON.stringify([shown, (await maja.get(CASES)).body])
    for (const secret of ['TAJNO', 'rmaField', world.ana.id, 'podpora']) expect(text).not.toContain(secret)
  })

  it('are nobody else’s', async () => {
    const { id } = await repaired()
    expect((await other.get(`${CASES}/${id}`)).status).toBe(404)
  })

  it('are in the person’s own data, and lose the name of a person who is erased', async () => {
    const { id, line } = await repaired()
    const args = { contactId: maja.contact.id, agentId: world.ana.id }
    const exported = await exportPerson(world.deps, args)
    expect(JSON.parse(exported!.json)).toMatchObject({
      repairs: [{ rmaNumber: 'RMA-00041', serialNumber: 'ZT-1', state: 'shipped', trackingNumber: 'JD01' }],
    })
    expect(exported!.text).toContain('RMA-00041')
    expect(exported!.text.match(/^ *[a-z]+[A-Z]\w*:/gm)).toBeNull()
    expect(exported!.json).not.toContain('TAJNO')

    const by = { kind: 'agent', id: world.ana.id } as const
    await inTransaction(world.deps, (work) => erasePerson(work, maja.contact, by))
    const [left] = await world.deps.db.select().from(rmaLines).where(eq(rmaLines.id, line.lineId))
    expect(left?.diagnosis).toBe('TAJNO diagnoza, —')
    expect((await portal.events()).filter(({ caseId, to }) => caseId === id && to?.includes('Žagar'))).toEqual([])
  })
})
