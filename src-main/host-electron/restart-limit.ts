export type RestartLimit = { allows(): boolean }

/** Says yes at most `max` times within any `windowMs`, so that something that dies at once is not started for ever. */
export function createRestartLimit(args: { max: number; windowMs: number; clock: () => number }): RestartLimit {
  let starts: number[] = []
  return {
    allows() {
      const now = args.clock()
      starts = starts.filter((start) => now - start < args.windowMs)
      if (starts.length >= args.max) return false
      starts.push(now)
      return true
    },
  }
}
