import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAME = 'in-use'

/** Lies in the profile's folder while it is open; one that is found there tells of an end that was not clean. */
export type ExitMark = {
  /** Answers whether the last end was unclean. */
  set(): boolean
  remove(): void
}

export function exitMark(profileDir: string): ExitMark {
  const file = join(profileDir, NAME)
  return {
    set() {
      const found = existsSync(file)
      if (!found) writeFileSync(file, '')
      return found
    },
    remove: () => rmSync(file, { force: true }),
  }
}
