import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accounts, agents, auditLog, devices, entitlements } from '#portal/db/schema.ts'
import { importDevices } from '#portal/devices/import-devices.ts'
import { describeReport } from '#portal/devices/import-words.ts'
import { setAdministrator } from '#portal/server/administrators.ts'
import { type DeviceImportReport, deviceImportReport } from '#shared/portal-api/device-import.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { aDevice, anAccount, anEntitlement } from '#test/factories/rows.ts'
import { aWorkbook } from '#test/support/workbook.ts'
import { describeOnBoth } from './databases.ts'
import { createReplica } from './replica.ts'
import { type Api, createApi, createWorld, type World } from './world.ts'

const HEADERS =
  'Serijska številka;Model;Lastnik;Prodano;Dokument;Garancija do;Pogodba;Stanje;Zamenjana z;Zamenjuje;Firmware'

describeOnBoth('importing devices', (database) => {
  let world: World
  beforeEach(async () => {
    world = await createWorld(database.current)
  })
  const run = (text: string | Uint8Array, preview = false) =>
    importDevices(world.deps, typeof text === 'string' ? Buffer.from(text) : text, {
      preview,
      by: { kind: 'agent', id: world.ana.id },
    })
  const imports = () => world.deps.db.select().from(auditLog).where(eq(auditLog.event, 'devices_imported'))
  const stored = () => world.deps.db.select().from(devices).orderBy(asc(devices.serialNumber))
  const feed = () =>
    database.current.query<{ row_id: string; seq: string }>(
      "SELECT row_id, seq FROM sync_change WHERE table_name = 'devices' ORDER BY seq",
    )
  const clock = async () =>
    Number((await database.current.query<{ seq: string }>('SELECT seq FROM sync_clock'))[0]?.seq)

  it('takes new devices with all that the file says, and tells the feed of each', async () => {
    const contract = anEntitlement({ accountId: world.account.id, name: 'Vzdrževalna pogodba Plus' })
    await world.deps.db.insert(entitlements).values(contract)
    const before = await clock()

    const report = await run(
      [
        HEADERS,
        `ZT5-2401-00001;Zone Touch 5;SI ${world.account.taxNumber};15. 1. 2024;DOB-24-00012;2026-01-15;vzdrževalna pogodba plus;V uporabi;;;4.2.0`,
        `ZT5-2401-00002;"Zone Touch ""5""; črn";"${world.account.name}";;;;;;;;`,
        'ZT5-2401-00003;Zone Touch 5;;;;;;;;;',
      ].join('\r\n'),
    )

    expect(report).toMatchObject({ file: null, rows: 3, added: 3, changed: 0, errorCount: 0, imported: true })
    expect(report.changes[0]).toEqual({
      ...{
        row: 2,
        kind: 'added',
        columns: [],
        serialNumber: 'ZT5-2401-00001',
        model: 'Zone Touch 5',
        ownerName: world.account.name,
      },
    })
    const [first, second, third] = await stored()
    expect(first).toMatchObject({
      ...{
        accountId: world.account.id,
        soldOn: '2024-01-15',
        saleDocument: 'DOB-24-00012',
        warrantyUntil: '2026-01-15',
      },
      ...{
        entitlementId: contract.id,
        state: 'in_use',
        firmware: '4.2.0',
        replacedById: null,
      },
    })
    expect(second).toMatchObject({ model: 'Zone Touch "5"; črn', accountId: world.account.id, soldOn: null })
    expect(third).toMatchObject({ accountId: null, state: 'in_stock' })
    const changes = await feed()
    expect(changes.map(({ row_id }) => row_id)).toEqual([first?.id, second?.id, third?.id])
    expect(changes.map(({ seq }) => Number(seq))).toEqual([before + 1, before + 2, before + 3])
    expect(await clock()).toBe(before + 3)
    expect(await imports()).toMatchObject([
      { actorKind: 'agent', actorId: world.ana.id, contactId: null, detail: { added: 3, changed: 0, unchanged: 0 } },
    ])
  })

  it('changes nothing when the same file comes again, and only what differs when it does', async () => {
    const file = [
      HEADERS,
      'ZT5-2401-00001;Zone Touch 5;;;;2026-01-15;;;;;4.2.0',
      'ZT5-2401-00002;Zone Touch 5;;;;;;;;;',
    ].join('\n')
    await run(file)
    const [before, rows] = [await clock(), await stored()]

    expect(await run(file)).toMatchObject({ added: 0, changed: 0, unchanged: 2, imported: true })
    expect(await clock()).toBe(before)
    expect(await stored()).toEqual(rows)

    // Another way of writing the number, an empty cell, a dash.
    const next = await run('serial number,warranty until,firmware,model\nzt5 24o1 0000I,-,4.3.1,\n')
    expect(next).toMatchObject({
      ...{ added: 0, changed: 1, unchanged: 0 },
      changes: [{ row: 2, kind: 'changed', columns: ['warrantyUntil', 'firmware'] }],
    })
    expect(await stored()).toMatchObject([
      { serialNumber: 'ZT5-2401-00001', warrantyUntil: null, firmware: '4.3.1', model: 'Zone Touch 5' },
      rows[1],
    ])
    expect(await clock()).toBe(before + 1)
  })

  it('imports nothing where one row has an error, and says of every row what to do', async () => {
    await world.deps.db
      .insert(accounts)
      .values([anAccount({ name: 'Dvojna d.o.o.' }), anAccount({ name: 'Dvojna d.o.o.' })])
    const report = await run(
      [
        HEADERS,
        'A-001;Zone Mini;;;;;;;;;',
        ';Zone Mini;;;;;;;;;',
        'a001;Zone Mini;;;;;;;;;',
        '1,23E+12;Zone Mini;;;;;;;;;',
        'A-005;;;;;;;;;;',
        'A-006;Zone Mini;Nihče d.d.;;;;;;;;',
        'A-007;Zone Mini;Dvojna d.o.o.;;;;;;;;',
        'A-008;Zone Mini;;30. 2. 2024;;;;;;;',
        'A-009;Zone Mini;;2024-05-01;;2023-05-01;;;;;',
        'A-010;Zone Mini;;;;;Pogodba;;;;',
        `A-011;Zone Mini;${world.account.name};;;;Pogodba;;;;`,
        'A-012;Zone Mini;;;;;;pokvarjena;;;',
        'A-013;Zone Mini;;;;;;;B-999;;',
        'A-014;Zone Mini;;;;;;;a014;;',
        'A-015;Zone Mini;;;;;;;A-016;;',
        'A-016;Zone Mini;;;;;;;A-015;;',
      ].join('\n'),
    )

    expect(report).toMatchObject({ imported: false, errorCount: 15 })
    expect(report.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'serial_missing'],
      [4, 'serial_twice'],
      [5, 'serial_not_plain'],
      [6, 'model_missing'],
      [7, 'owner_unknown'],
      [8, 'owner_ambiguous'],
      [9, 'date_not_readable'],
      [10, 'warranty_before_sale'],
      [11, 'entitlement_without_owner'],
      [12, 'entitlement_unknown'],
      [13, 'state_unknown'],
      [14, 'replacement_unknown'],
      [15, 'replacement_itself'],
      [16, 'replacement_circle'],
      [17, 'replacement_circle'],
    ])
    expect(report.errors[1]).toMatchObject({ value: 'a001', other: '2' })
    expect(await stored()).toEqual([])
    expect(await imports()).toEqual([])
    const words = describeReport(report)
    expect(words.at(-1)).toContain('nothing was imported')
    expect(words[1]).toBe('Row 4, Serial number: "a001" stands in row 2 already; leave one of them')
  })

  it('tells of a number that stands twice also where the first row has another error', async () => {
    expect(await run('SN;Model;Prodano\nA-1;Zone Mini;včeraj\na1;Zone Mini;')).toMatchObject({
      errors: [
        { row: 2, code: 'date_not_readable' },
        { row: 3, code: 'serial_twice', other: '2' },
      ],
    })
  })

  it('a preview says the same and writes nothing', async () => {
    const report = await run(`${HEADERS}\nA-001;Zone Mini;;;;;;;;;`, true)

    expect(report).toMatchObject({ rows: 1, added: 1, errorCount: 0, imported: false })
    expect(await stored()).toEqual([])
    expect(await feed()).toEqual([])
    expect(await imports()).toEqual([])
  })

  it('takes a number for one that only looks as if a spreadsheet had shortened it', async () => {
    expect(await run('SN;Model\n5E10023;Zone Mini')).toMatchObject({ added: 1, errorCount: 0 })
    expect(await run('SN;Model\n5,1E+23;Zone Mini')).toMatchObject({ errors: [{ code: 'serial_not_plain' }] })
  })

  it('links replacements from both ends, also to a device that is not in the file', async () => {
    const old = aDevice({ serialNumber: 'OLD-1', accountId: world.account.id })
    await world.deps.db.insert(devices).values(old)
    const report = await run(
      [HEADERS, 'NEW-1;Zone Mini;;;;;;;;OLD-1;', 'A-1;Zone Mini;;;;;;;A-2;;', 'A-2;Zone Mini;;;;;;;;A-1;'].join('\n'),
    )

    expect(report).toMatchObject({ added: 3, changed: 1, errorCount: 0, imported: true })
    const bySerial = new Map((await stored()).map((device) => [device.serialNumber, device]))
    expect(bySerial.get('OLD-1')).toMatchObject({
      id: old.id,
      state: 'replaced',
      replacedById: bySerial.get('NEW-1')?.id,
    })
    expect(bySerial.get('A-1')).toMatchObject({ state: 'replaced', replacedById: bySerial.get('A-2')?.id })
    expect(await run(`${HEADERS}\nNEW-1;;;;;;;;OLD-1;;`)).toMatchObject({
      errors: [{ row: 2, code: 'replacement_circle' }],
      imported: false,
    })
  })

  it('a contract of the former owner goes with the owner', async () => {
    const other = anAccount()
    await world.deps.db.insert(accounts).values(other)
    const contract = anEntitlement({ accountId: world.account.id })
    await world.deps.db.insert(entitlements).values(contract)
    await world.deps.db
      .insert(devices)
      .values(aDevice({ serialNumber: 'A-1', accountId: world.account.id, entitlementId: contract.id }))

    await run('Serial number;Firmware\nA-1;9.9')
    expect(await stored()).toMatchObject([{ entitlementId: contract.id, firmware: '9.9' }])
    await run(`Serial number;Owner\nA-1;${other.taxNumber}`)
    expect(await stored()).toMatchObject([{ accountId: other.id, entitlementId: null }])
  })

  it('reads Windows-1250, tabs in UTF-16 and titles above the headers', async () => {
    const windows = Buffer.from(
      [...'Serijska ', 0x9a, ...'t.;Model\nA-1;', 0x8e, ...'erjav'].map((sign) =>
        typeof sign === 'number' ? sign : sign.charCodeAt(0),
      ),
    )
    expect(await run(windows)).toMatchObject({ added: 1 })
    expect(await run(Buffer.from('\uFEFFSerijska številka\tModel\nA-2\tČitalnik', 'utf16le'))).toMatchObject({
      added: 1,
    })
    expect(
      await run('\uFEFFNaprave na dan 1. 3. 2026\n\n"Serijska številka","Model","Barva"\nA-3,"Zone, Mini",rdeča'),
    ).toMatchObject({
      added: 1,
      ignoredHeaders: ['Barva'],
      changes: [{ row: 4, model: 'Zone, Mini' }],
    })
    expect((await stored()).map(({ model }) => model)).toEqual(['Žerjav', 'Čitalnik', 'Zone, Mini'])
  })

  it('reads a workbook: days, numbers, kept results of formulas, the first visible sheet', async () => {
    const report = await run(
      aWorkbook([
        ['Seznam naprav'],
        [],
        ['Serijska številka', 'Model', 'Prodano', 'Garancija do', 'Firmware'],
        ['ŠZ & <1>-9', 'Zone Mini', { day: '2024-02-29' }, { day: '2026-02-28' }, 4.2],
        [123456789012345, { formula: 'HYPERLINK("http://x")', result: 'Zone Touch 5' }, '1. 3. 2024', null, null],
      ]),
    )

    expect(report).toMatchObject({
      rows: 2,
      added: 2,
      errorCount: 0,
      imported: true,
      changes: [{ row: 4 }, { row: 5 }],
    })
    expect(await stored()).toMatchObject([
      { serialNumber: '123456789012345', model: 'Zone Touch 5', soldOn: '2024-03-01' },
      { serialNumber: 'ŠZ & <1>-9', soldOn: '2024-02-29', warrantyUntil: '2026-02-28', firmware: '4.2' },
    ])
  })

  it('says why a file cannot be read', async () => {
    const reason = async (bytes: string | Uint8Array) => (await run(bytes)).file?.code
    expect(await reason('')).toBe('empty')
    expect(await reason('Serial number;Model\n')).toBe('empty')
    expect(await reason('Model;Owner\nZone Mini;Nekdo')).toBe('no_serial_column')
    expect(await reason('SN;Serijska številka\n1;2')).toBe('column_twice')
    expect(await reason(Buffer.from('PK\x03\x04 and no more'))).toBe('not_readable')
    expect(await reason(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toBe('old_excel')
  })

  describe('over the API', () => {
    let api: Api
    beforeEach(async () => {
      api = await createApi(world)
    })
    afterEach(() => api.app.close())
    const upload = async (body: string, preview?: boolean) => {
      const response = await api.app.inject({
        method: 'POST',
        url: `${PORTAL_PATHS.deviceImport}${preview === undefined ? '' : `?preview=${preview}`}`,
        headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/octet-stream' },
        payload: Buffer.from(body),
      })
      return { status: response.statusCode, body: response.json<DeviceImportReport & { code?: string }>() }
    }

    it('is for administrators alone, as the database knows them now', async () => {
      expect(await upload('Serial number;Model\nA-1;Zone Mini', false)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      })
      await world.deps.db.update(agents).set({ isAdmin: true }).where(eq(agents.id, world.ana.id))
      expect(await upload('Serial number;Model\nA-1;Zone Mini')).toMatchObject({
        status: 200,
        body: { imported: false, added: 1 },
      })
      const { status, body } = await upload('Serial number;Model\nA-1;Zone Mini', false)
      expect([status, deviceImportReport.strict().parse(body).imported]).toEqual([200, true])
      expect(await stored()).toHaveLength(1)
      expect(await imports()).toMatchObject([{ actorKind: 'agent', actorId: world.ana.id, detail: { added: 1 } }])
      await setAdministrator(world.deps, world.ana.email.toUpperCase(), false)
      expect((await upload('x')).status).toBe(403)
      await expect(setAdministrator(world.deps, 'nobody@x.si', true)).rejects.toThrow('There is no agent')
    })

    it('desks learn of what an import changed, and of nothing else', async () => {
      await setAdministrator(world.deps, world.ana.email, true)
      await upload('Serial number;Model\nA-1;Zone Mini\nA-2;Zone Mini', false)
      const replica = createReplica(api)
      await replica.firstSync()
      const [before] = await stored()
      await upload('Serial number;State;Replaced by\nA-1;;A-2\nA-2;V servisu;', false)
      replica.items.length = 0
      await replica.catchUp()

      expect(replica.resyncs).toBe(0)
      expect(replica.items.map(({ table, id }) => [table, id])).toEqual(
        (await stored()).map(({ id }) => ['devices', id]),
      )
      expect(replica.state()[`devices/${before?.id}`]).toMatchObject({ state: 'replaced' })
    })
  })
})
