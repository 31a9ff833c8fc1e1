import { DeskFault } from '#main/desk/fault.ts'
import { openDesk } from '#main/desk/index.ts'
import { aPicture, sha256Of } from '#test/factories/files.ts'

/**
 * A desk in a process of its own that stages files, for tests that end it or fill its disk. A line with `staged` is printed
 * after the desk has accepted the file, so its bytes must never be lost from then on.
 */
export type StagingOrder = {
  profileDir: string
  /** Hexadecimal. */
  key: string
  portalUrl: string
  caseIds: string[]
  /** Bytes of each file. */
  size: number
  /** In each case: a note with what was staged is written afterwards. */
  sends: boolean
}

const order = JSON.parse(process.argv[2] ?? '{}') as StagingOrder
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

// Past the size limit of a file the system would end the process; with a listener the write fails instead, as on a full disk.
process.on('SIGXFSZ', () => {})

const desk = await openDesk({
  profileDir: order.profileDir,
  key: Buffer.from(order.key, 'hex'),
  host: 'web',
  version: '0.0.0-test',
  portalUrl: order.portalUrl,
  deps: { log: () => {} },
})

try {
  for (const caseId of order.caseIds) {
    const bytes = aPicture(order.size)
    const file = new File([new Uint8Array(bytes)], 'slika.png')
    const { id } = await desk.api.attachments.stage({ caseId, mode: 'note', file })
    tell({ staged: id, sha256: sha256Of(bytes) })
    if (!order.sends) continue
    const note = { caseId, visibility: 'internal', body: 'S prilogo', evenSo: true } as const
    tell(await desk.api.cases.addNote(note))
  }
} catch (error) {
  tell({ refused: error instanceof DeskFault ? error.code : String(error) })
  await desk.close()
  process.exit(0)
}
setInterval(() => {}, 60_000)
