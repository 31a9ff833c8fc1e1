import { join } from 'node:path'
import { openMirror, openOutbox, StoreFault } from '#main/store/open.ts'

/** Opens the databases of the folder as whoever runs this, and prints the faults. */
const [folder = ''] = process.argv.slice(2)
const KEY = new Uint8Array(32).fill(7)

function faultOf(open: () => unknown): string {
  try {
    open()
    return 'opened'
  } catch (error) {
    return error instanceof StoreFault ? error.code : String(error)
  }
}

console.log(
  JSON.stringify({
    outbox: faultOf(() => openOutbox(join(folder, 'outbox.db'), KEY)),
    mirror: faultOf(() => openMirror(join(folder, 'mirror.db'), KEY)),
    fresh: faultOf(() => openOutbox(join(folder, 'fresh.db'), KEY)),
  }),
)
