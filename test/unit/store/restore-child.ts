import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Opens a profile and is killed before its so many-th step on the disk, or once it is open: `restore-child.ts FOLDER STEP`. */
const [folder = '', step = ''] = process.argv.slice(2)

let taken = 0
function counted<Given extends unknown[], T>(original: (...given: Given) => T) {
  return (...given: Given): T => {
    taken++
    if (taken === Number(step)) process.kill(process.pid, 'SIGKILL')
    return original(...given)
  }
}
fs.copyFileSync = counted(fs.copyFileSync)
fs.fsyncSync = counted(fs.fsyncSync)
fs.renameSync = counted(fs.renameSync)
syncBuiltinESMExports()

const { openProfile } = await import('#main/desk/profile.ts')
const profile = openProfile(folder, new Uint8Array(32).fill(7), { clock: () => 0, log: () => {} })
fs.writeSync(1, `${profile.outboxNotice()}\n`)
process.kill(process.pid, 'SIGKILL')
