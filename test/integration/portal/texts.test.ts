import { beforeEach, expect, it } from 'vitest'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import { describeOnBoth } from './databases.ts'
import { conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { anUpdate, createWorld, type World } from './world.ts'

describeOnBoth('pushing titles and descriptions', (database) => {
  let world: World
  let portal: Pushing
  let zadeva: CaseRow
  const TITLE = 'Terminal pri vhodu ne beleži dogodkov'

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    zadeva = await world.addCase({ title: TITLE, description: 'Od jutra.\n\nModel: ZT-500\n\nPovezava dela.' })
  })

  const setTitle = (to: string, version = 1, value = TITLE) =>
    anUpdate(zadeva.id, { title: { to, base: { value, version } } })
  const setDescription = (to: string, version = 1, value = zadeva.description) =>
    anUpdate(zadeva.id, { description: { to, base: { value, version } } })

  it('writes a title, counts its version up, says who and when', async () => {
    world.clock.pass(5000)

    expect(await portal.ana.one(setTitle('Terminal miruje'))).toMatchObject({ status: 'applied' })
    expect(await portal.storedCase(zadeva.id)).toMatchObject({
      title: 'Terminal miruje',
      titleVersion: 2,
      descriptionVersion: 1,
      statusVersion: 1,
      modifiedAt: world.clock.now(),
    })
    expect(await portal.events()).toMatchObject([
      { field: 'title', from: TITLE, to: 'Terminal miruje', actorKind: 'agent', actorId: world.ana.id },
    ])
  })

  it('puts changes of different words of a title together', async () => {
    await portal.bor.push(setTitle('Terminal pri glavnem vhodu ne beleži dogodkov'))

    expect((await portal.ana.one(setTitle('Terminal pri vhodu ne beleži prihodov'))).status).toBe('merged')
    expect(await portal.storedCase(zadeva.id)).toMatchObject({
      title: 'Terminal pri glavnem vhodu ne beleži prihodov',
      titleVersion: 3,
    })
    expect((await portal.events()).map(({ from, to }) => [from, to])).toEqual([
      [TITLE, 'Terminal pri glavnem vhodu ne beleži dogodkov'],
      ['Terminal pri glavnem vhodu ne beleži dogodkov', 'Terminal pri glavnem vhodu ne beleži prihodov'],
    ])
  })

  it('lets theirs stand where both changed the same words, and keeps mine whole in the answer', async () => {
    await portal.bor.push(setTitle('Terminal pri izhodu ne beleži dogodkov'))
    const changedAt = world.clock.now()
    world.clock.pass(1000)

    const mine = 'Terminal pri skladišču ne beleži dogodkov'
    expect(conflictOf(await portal.ana.one(setTitle(mine)))).toEqual({
      field: 'title',
      base: TITLE,
      mine,
      theirs: 'Terminal pri izhodu ne beleži dogodkov',
      theirsVersion: 2,
      changedBy: world.bor.id,
      changedAt,
    })
    expect(await portal.storedCase(zadeva.id)).toMatchObject({
      title: 'Terminal pri izhodu ne beleži dogodkov',
      titleVersion: 2,
      modifiedAt: changedAt,
    })
    // Whoever has seen theirs may put mine through.
    expect((await portal.ana.one(setTitle(mine, 2, 'Terminal pri izhodu ne beleži dogodkov'))).status).toBe('applied')
  })

  it('merges what is there already and writes nothing', async () => {
    await portal.bor.push(setTitle('Terminal miruje'))

    expect((await portal.ana.one(setTitle('Terminal miruje'))).status).toBe('merged')
    // Typed and taken back: it says nothing new, and takes nothing of theirs back.
    expect((await portal.ana.one(setTitle(TITLE))).status).toBe('merged')
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ title: 'Terminal miruje', titleVersion: 2 })
    expect(await portal.events()).toHaveLength(1)
  })

  it('puts changes of different lines of a description together, and leaves one line to a person', async () => {
    const theirs = 'Od jutra.\n\nModel: ZT-500 (serijska 17)\n\nPovezava dela.'
    await portal.bor.push(setDescription(theirs))

    const mine = 'Od ponedeljka.\n\nModel: ZT-500\n\nPovezava dela.'
    expect((await portal.ana.one(setDescription(mine))).status).toBe('merged')
    const merged = 'Od ponedeljka.\n\nModel: ZT-500 (serijska 17)\n\nPovezava dela.'
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ description: merged, descriptionVersion: 3 })

    const conflict = conflictOf(await portal.ana.one(setDescription('Od jutra.\n\nModel: ZT-700\n\nPovezava dela.')))
    expect(conflict).toMatchObject({ field: 'description', theirs: merged, theirsVersion: 3 })
    expect((await portal.storedCase(zadeva.id)).description).toBe(merged)
  })

  it('does not let a title and a description disturb each other', async () => {
    const results = await portal.ana.push(setTitle('Nov naslov'), setDescription(''))
    expect(statuses(results)).toEqual(['applied', 'applied'])
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ title: 'Nov naslov', description: '' })
  })

  it('shortens texts in the thread, without cutting a character in two', async () => {
    const long = `${'a'.repeat(298)}😀${'b'.repeat(500)}`
    await portal.ana.push(setDescription(long))

    const [event] = await portal.events()
    expect(event).toMatchObject({ field: 'description', from: zadeva.description, to: `${'a'.repeat(298)}…` })
    expect((await portal.storedCase(zadeva.id)).description).toBe(long)
  })

  it('leaves a merge that would be too long to a person', async () => {
    const words = Array.from({ length: 50 }, (_, word) => `w${word}`).join(' ')
    const other = await world.addCase({ title: words })
    const change = (to: string) => anUpdate(other.id, { title: { to, base: { value: words, version: 1 } } })
    await portal.bor.push(change(`${'x'.repeat(120)} ${words}`))

    expect(conflictOf(await portal.ana.one(change(`${words} ${'y'.repeat(120)}`)))).toMatchObject({ field: 'title' })
  })

  it('rejects an empty title and more than one field', async () => {
    const base = { value: TITLE, version: 1 }
    const both = anUpdate(zadeva.id, { title: { to: 'a', base }, description: { to: 'b', base } })
    expect(statuses(await portal.ana.push(setTitle('   '), both))).toEqual(['title_empty', 'one_field'])
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ title: TITLE, titleVersion: 1 })
    expect(await portal.events()).toEqual([])
  })

  it('stores a broken character as the sign for one, and its conflict in the ledger', async () => {
    await portal.bor.push(setTitle('Terminal pri izhodu ne beleži dogodkov'))

    const mine = 'Terminal pri \ud83d ne beleži dogodkov'
    expect(conflictOf(await portal.ana.one(setTitle(mine)))).toMatchObject({
      mine: 'Terminal pri \ufffd ne beleži dogodkov',
    })
    const { title } = await portal.storedCase(zadeva.id)
    expect((await portal.ana.one(setTitle('\ud83d zaslon', 2, title))).status).toBe('applied')
    expect((await portal.storedCase(zadeva.id)).title).toBe('\ufffd zaslon')
    // The desk goes on with what it has sent.
    expect((await portal.ana.one(setTitle('Zaslon', 3, '\ud83d zaslon'))).status).toBe('applied')
  })

  it('S14: overwrites nothing with a number that was only expected and is theirs', async () => {
    const theirs = 'Terminal pri izhodu ne beleži dogodkov'
    await portal.bor.push(setTitle(theirs))
    expect(conflictOf(await portal.ana.one(setTitle('Terminal miruje', 2, 'Terminal stoji')))).toMatchObject({ theirs })
    expect((await portal.storedCase(zadeva.id)).title).toBe(theirs)
  })

  it('lets two edit the same title at once: none is lost, whoever comes first', async () => {
    const [ana, bor] = await Promise.all([
      portal.ana.one(setTitle('Terminal pri izhodu ne beleži dogodkov')),
      portal.bor.one(setTitle('Terminal pri skladišču ne beleži dogodkov')),
    ])

    expect([ana.status, bor.status].sort()).toEqual(['applied', 'conflict'])
    const { title, titleVersion } = await portal.storedCase(zadeva.id)
    const conflict = conflictOf(ana.status === 'conflict' ? ana : bor)
    expect(titleVersion).toBe(2)
    expect(conflict).toMatchObject({ theirs: title, theirsVersion: 2 })
    expect('mine' in conflict && conflict.mine).not.toBe(title)
  })

  it('lets many edit different lines at once: all are there at the end', async () => {
    const lines = Array.from({ length: 16 }, (_, line) => `vrstica ${line}`)
    const base = lines.join('\n\n')
    const other = await world.addCase({ description: base })
    const results = await Promise.all(
      lines.map((line, at) => {
        const to = lines.map((old, index) => (index === at ? `${line}, spremenjena` : old)).join('\n\n')
        const change = anUpdate(other.id, { description: { to, base: { value: base, version: 1 } } })
        return (at % 2 === 0 ? portal.ana : portal.bor).one(change)
      }),
    )

    expect(new Set(statuses(results))).toEqual(new Set(['applied', 'merged']))
    expect(await portal.storedCase(other.id)).toMatchObject({
      description: lines.map((line) => `${line}, spremenjena`).join('\n\n'),
      descriptionVersion: 17,
    })
  })
})
