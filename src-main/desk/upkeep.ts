import { checkIntegrity } from '#main/store/integrity.ts'
import { StoreFault } from '#main/store/open.ts'
import { backupOutbox } from '#main/store/outbox/backup.ts'
import { getSetting, putSetting } from '#main/store/outbox/settings.ts'
import type { Runtime, Timer } from '#main/sync/runtime.ts'
import type { Profile } from './profile.ts'

/** By then the first screen is painted and the first pull is under way. */
const FIRST_MS = 30_000
const EVERY_MS = 60 * 60_000
const BACKUP_AFTER_MS = 24 * 60 * 60_000
const BACKUP_AT = 'backup-at'

export type Upkeep = { stop(): void }

export type UpkeepOptions = {
  runtime: Runtime
  profile: Profile
  key: Uint8Array
  /** The open outbox cannot be trusted; the agent is told. */
  onOutboxDamaged(): void
  onMirrorDamaged(): void
  /** The files are whole after an end that was not clean; whether the rows are the portal's is another question. */
  onWhole(): void
}

/** What nobody waits for: a daily copy of the outbox, and a look at both files after an unclean end. */
export function startUpkeep({ runtime, profile, key, ...found }: UpkeepOptions): Upkeep {
  let stopped = false
  let damaged = false
  let timer: Timer | null = runtime.timers.after(FIRST_MS, () => void tick(profile.wasUnclean()))

  async function tick(check: boolean): Promise<void> {
    try {
      if (check) await checkFiles()
      if (!stopped && !damaged) backUpWhenDue()
    } catch (error) {
      runtime.log(
        `upkeep failed: ${error instanceof StoreFault ? error.code : error instanceof Error ? error.name : ''}`,
      )
    }
    if (!stopped) timer = runtime.timers.after(EVERY_MS, () => void tick(false))
  }

  async function checkFiles(): Promise<void> {
    const stores = profile.current()
    if (stores === null) return
    const outboxIsWhole = await isWhole(stores.outbox.file, true)
    if (stopped || profile.current() !== stores) return
    if (!outboxIsWhole) {
      damaged = true
      runtime.log('the outbox is damaged; its copies are kept')
      found.onOutboxDamaged()
    }
    const mirrorIsWhole = await isWhole(stores.mirror.file, false)
    if (stopped || profile.current() !== stores) return
    if (mirrorIsWhole) found.onWhole()
    else found.onMirrorDamaged()
  }

  async function isWhole(file: string, deep: boolean): Promise<boolean> {
    const steps = checkIntegrity(file, key, { deep, now: runtime.clock })
    try {
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return step.value
        await runtime.timers.breathe()
        if (stopped) return true
      }
    } finally {
      steps.return(false)
    }
  }

  function backUpWhenDue(): void {
    const stores = profile.current()
    if (stores === null) return
    const now = runtime.clock()
    const last = getSetting<number>(stores.outbox, BACKUP_AT)
    // A time to come is from a clock that was set back.
    if (last !== null && last <= now && now - last < BACKUP_AFTER_MS) return
    backupOutbox(stores.outbox)
    putSetting(stores.outbox, BACKUP_AT, now)
  }

  return {
    stop() {
      stopped = true
      timer?.cancel()
      timer = null
    },
  }
}
