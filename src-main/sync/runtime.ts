export type Timer = { cancel(): void }

/** What time, chance and identity are to the desk; a simulation gives its own. */
export type Runtime = {
  /** Epoch ms. */
  clock(): number
  timers: {
    /** Calls `fn` once after `ms`. Never keeps the process alive by itself. */
    after(ms: number, fn: () => void): Timer
    /** Lets the event loop serve others before going on. */
    breathe(): Promise<void>
  }
  /** A new UUIDv7. */
  ids(): string
  /** [0, 1). */
  random(): number
  /** One line for the log; never with customers' words or secrets. */
  log(message: string): void
}
