import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class DataFolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Two processes on one folder would destroy it. ` +
        `If that process is no portal, remove ${join(folder, 'portal.lock')} and start again.`,
    )
    this.name = 'DataFolderInUse'
  }
}

/** PGlite does not guard its folder itself. A lock that a killed process left behind is taken over. Returns the unlocking. */
export function lockDataFolder(folder: string): () => void {
  const file = join(folder, 'portal.lock')
  const mine = `${process.pid} ${startTimeOf(process.pid) ?? ''}`.trim()
  try {
    writeFileSync(file, mine, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const [pidText, startedAt] = readFileSync(file, 'utf8').split(' ')
    const pid = Number(pidText)
    if (holds(pid, startedAt)) throw new DataFolderInUse(folder, pid)
    writeFileSync(file, mine)
  }
  return () => rmSync(file, { force: true })
}

function holds(pid: number, startedAt: string | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const now = startTimeOf(pid)
  return now === undefined || startedAt === undefined || now === startedAt
}

/** Tells a process from a later one of the same id, where the system says it (Linux). */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
