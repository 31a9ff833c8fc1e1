export type AttemptLimit = { max: number; windowMs: number }

type Window = { startedAt: number; failures: number }

const MAX_KEYS = 50_000

/**
 * Counts failures by key in a fixed window. Unlike a request limit it forgives: who knows the password is never
 * locked out by signing in often. In memory, so each process counts for itself.
 */
export function createFailedAttempts({ max, windowMs }: AttemptLimit, now: () => number) {
  const windows = new Map<string, Window>()

  const current = (key: string): Window | undefined => {
    const window = windows.get(key)
    if (window && now() - window.startedAt < windowMs) return window
    windows.delete(key)
    return undefined
  }

  return {
    /** Counts an attempt as failed beforehand, so that parallel guesses count too. Seconds to wait, or null to go on. */
    begin(key: string): number | null {
      const window = current(key)
      if (!window) {
        // Oldest first; a flood of made-up addresses may not fill the memory.
        if (windows.size >= MAX_KEYS) windows.delete(windows.keys().next().value ?? '')
        windows.set(key, { startedAt: now(), failures: 1 })
        return null
      }
      if (window.failures >= max) return Math.max(1, Math.ceil((window.startedAt + windowMs - now()) / 1000))
      window.failures += 1
      return null
    },
    /** The attempt was right after all. */
    succeed(key: string): void {
      const window = current(key)
      if (window) window.failures = Math.max(0, window.failures - 1)
    },
  }
}

export type FailedAttempts = ReturnType<typeof createFailedAttempts>
