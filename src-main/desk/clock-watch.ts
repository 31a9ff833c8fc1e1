/** Clocks that differ less than this disturb nobody. */
const TOLERATED_MS = 5 * 60_000

export type ClockWatch = {
  /** The portal's time as just received, epoch ms. */
  note(portalNow: number): void
  /** This machine's clock minus the portal's, when that is worth telling. */
  skewMs(): number | null
}

export function createClockWatch(clock: () => number, onChange: () => void): ClockWatch {
  let skewMs: number | null = null
  return {
    note(portalNow) {
      const difference = clock() - portalNow
      const next = Math.abs(difference) > TOLERATED_MS ? Math.round(difference / 1000) * 1000 : null
      const changed = (next === null) !== (skewMs === null) || Math.abs((next ?? 0) - (skewMs ?? 0)) > 60_000
      if (!changed) return
      skewMs = next
      onChange()
    },
    skewMs: () => skewMs,
  }
}
