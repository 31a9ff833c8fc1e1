import type { Timer } from '#main/sync/runtime.ts'

type Entry = { at: number; order: number; owner: object; fn: () => void }

export const START = Date.UTC(2026, 2, 2, 8)

/** Time that passes only when it is told to. Every desk's wall clock may be wrong by its own offset. */
export class VirtualTime {
  #elapsed = 0
  #order = 0
  #entries = new Set<Entry>()

  /** The portal's clock, epoch ms. */
  now(): number {
    return START + this.#elapsed
  }

  after(owner: object, ms: number, fn: () => void): Timer {
    const entry = { at: this.#elapsed + Math.max(0, ms), order: this.#order++, owner, fn }
    this.#entries.add(entry)
    return { cancel: () => void this.#entries.delete(entry) }
  }

  /** The timers of a process that is no more. */
  forget(owner: object): void {
    for (const entry of this.#entries) if (entry.owner === owner) this.#entries.delete(entry)
  }

  /** Ms until the next timer; null when there is none. */
  untilNext(): number | null {
    const next = this.#next()
    return next ? Math.max(0, next.at - this.#elapsed) : null
  }

  /** Fires what is due in its order; `settle` lets the code that was woken come to rest. */
  async pass(ms: number, settle: () => Promise<void>): Promise<void> {
    const until = this.#elapsed + ms
    for (let next = this.#next(); next && next.at <= until; next = this.#next()) {
      this.#elapsed = Math.max(this.#elapsed, next.at)
      this.#entries.delete(next)
      next.fn()
      await settle()
    }
    this.#elapsed = until
  }

  #next(): Entry | null {
    let first: Entry | null = null
    for (const entry of this.#entries) {
      if (!first || entry.at < first.at || (entry.at === first.at && entry.order < first.order)) first = entry
    }
    return first
  }
}

/** Small, fast and the same everywhere. */
export function pseudoRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
