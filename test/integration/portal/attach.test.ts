import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { attachments, blobs } from '#portal/db/schema.ts'
import type { NewAttachment } from '#shared/portal-api/operations.ts'
import { attachmentRow, type CaseRow } from '#shared/portal-api/rows.ts'
import { describeOnBoth } from './databases.ts'
import { type Pushing, pushingIn, statuses } from './pushing.ts'
import { aFile, aNewCase, aReply, createApi, createWorld, type World } from './world.ts'

describeOnBoth('pushing operations with files', (database) => {
  let world: World
  let portal: Pushing
  let zadeva: CaseRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    world.deps.maxAttachmentBytes = 10_000
    portal = pushingIn(world)
    zadeva = await world.addCase()
  })

  /** As the blob store leaves it when the last byte has been verified, or before. */
  const upload = ({ sha256, size, mediaType }: NewAttachment, complete = true) =>
    world.deps.db
      .insert(blobs)
      .values({
        sha256,
        size,
        complete,
        received: complete ? size : Math.floor(size / 2),
        mediaType: complete ? mediaType : null,
        createdAt: world.clock.now(),
        touchedAt: world.clock.now(),
      })
      .onConflictDoUpdate({ target: blobs.sha256, set: { complete, received: size, mediaType } })
  const rows = () => world.deps.db.select().from(attachments).orderBy(attachments.fileName)

  it('writes the rows of the files with the note', async () => {
    const files = [aFile('prvi', { fileName: 'a.txt' }), aFile('drugi', { fileName: 'b.txt' })]
    for (const file of files) await upload(file)
    const reply = aReply(zadeva.id, { body: '', attachments: files })

    expect((await portal.ana.one(reply)).status).toBe('applied')
    expect(await rows()).toEqual(
      files.map((file) => ({ ...file, caseId: zadeva.id, noteId: reply.opId, createdAt: world.clock.now() })),
    )
    for (const row of await rows()) attachmentRow.parse(row)
    expect(await portal.notes()).toMatchObject([{ id: reply.opId, body: '' }])
    expect(await portal.ana.one(reply)).toMatchObject({ status: 'applied' })
    expect(await rows()).toHaveLength(2)
  })

  it('asks to come again until every file is whole, and has done nothing until then', async () => {
    const [here, half] = [aFile('tukaj'), aFile('na poti')]
    await upload(here)
    await upload(half, false)
    const reply = aReply(zadeva.id, {
      attachments: [here, half],
      status: { to: 'resolved', base: { value: 'in_progress', version: 1 } },
    })

    const waiting = await portal.ana.push(reply, aReply(zadeva.id))
    expect(waiting).toMatchObject([{ status: 'retry', afterMs: expect.any(Number) }, { status: 'retry' }])
    expect([await rows(), await portal.notes(), await portal.events(), await portal.ledger()]).toEqual([[], [], [], []])
    expect(await portal.storedCase(zadeva.id)).toMatchObject({ status: 'in_progress', modifiedAt: zadeva.modifiedAt })
    expect(portal.log.error).not.toHaveBeenCalled()

    await upload(half)
    expect(await portal.ana.one(reply)).toMatchObject({ status: 'applied' })
    expect(await rows()).toHaveLength(2)
  })

  it('says of a file what the portal found in it, not what the desk says', async () => {
    const file = aFile('%PDF-1.7')
    await upload({ ...file, mediaType: 'application/pdf' })

    await portal.ana.push(aReply(zadeva.id, { attachments: [file] }))
    expect(await rows()).toMatchObject([{ mediaType: 'application/pdf' }])
  })

  it('rejects files that may not be attached, whether they are here or not', async () => {
    const file = aFile('kratko')
    await upload(file)
    const taken = aFile('vzeto')
    await upload(taken)
    await portal.bor.push(aReply(zadeva.id, { attachments: [taken] }))
    const program = aFile('MZ')
    await upload({ ...program, mediaType: 'application/x-msdownload' })
    const withFiles = (...files: NewAttachment[]) => aReply(zadeva.id, { attachments: files })

    const results = await portal.ana.push(
      withFiles({ ...file, size: 10_001 }),
      withFiles({ ...aFile('skripta'), mediaType: 'text/html' }),
      withFiles(program),
      withFiles({ ...file, size: file.size + 1 }),
      withFiles({ ...file, id: taken.id }),
      withFiles(file, file),
    )
    expect(statuses(results)).toEqual([
      'attachment_too_large',
      'attachment_type',
      'attachment_type',
      'attachment_size',
      'attachment_id_taken',
      'attachment_id_taken',
    ])
    expect(await rows()).toHaveLength(1)
    expect(await portal.notes()).toHaveLength(1)
  })

  it('attaches one content as often as agents wish', async () => {
    const file = aFile('isti dnevnik')
    await upload(file)
    const again = { ...aFile('isti dnevnik'), fileName: 'kopija.txt' }

    const results = await Promise.all([
      portal.ana.one(aReply(zadeva.id, { attachments: [file] })),
      portal.bor.one(aReply(zadeva.id, { attachments: [again] })),
    ])
    expect(statuses(results)).toEqual(['applied', 'applied'])
    expect((await rows()).map(({ sha256 }) => sha256)).toEqual([file.sha256, file.sha256])
  })

  it('needs words or a file', async () => {
    expect(statuses([await portal.ana.one(aReply(zadeva.id, { body: '' }))])).toEqual(['note_empty'])
    expect(await portal.notes()).toEqual([])
  })

  it('attaches files to a new case itself', async () => {
    const file = aFile('posnetek')
    const operation = aNewCase({ contactId: world.contact.id, teamId: zadeva.teamId }, { attachments: [file] })

    expect(await portal.ana.one(operation)).toMatchObject({ status: 'retry' })
    await upload(file)
    expect(await portal.ana.one(operation)).toMatchObject({ status: 'applied' })
    expect(await rows()).toMatchObject([{ id: file.id, caseId: operation.caseId, noteId: null }])
  })

  it('rejects what the schema does not allow: too many files, a hash that is none', async () => {
    const api = await createApi(world)
    const many = aReply(zadeva.id, { attachments: Array.from({ length: 21 }, (_, at) => aFile(`${at}`)) })
    const noHash = aReply(zadeva.id, { attachments: [aFile('x', { sha256: createHash('md5').digest('hex') })] })
    const { body } = await api.push(many, noHash)
    await api.app.close()

    expect(body.results).toMatchObject([
      { status: 'rejected', code: 'invalid_operation' },
      { status: 'rejected', code: 'invalid_operation' },
    ])
  })

  it('takes a reply of version 1, which knows no files, also when it is repeated as version 2', async () => {
    const { attachments: _, ...version1 } = aReply(zadeva.id, { schemaVersion: 1 })
    const api = await createApi(world)
    const first = await api.push(version1)
    const again = await api.push({ ...version1, schemaVersion: 2, attachments: [] })
    await api.app.close()

    expect(first.body.results).toMatchObject([{ status: 'applied', opId: version1.opId }])
    expect(again.body).toEqual(first.body)
    expect(await portal.notes()).toHaveLength(1)
  })
})
