export const READ_AGAIN_MS = 2_000

type Deps<T> = {
  read: () => Promise<T>
  take: (value: T) => void
  /** It could not be read; it will be asked for again. */
  onFailure: () => void
  /** Runs `task` after `ms`; the result cancels it. */
  schedule: (task: () => void, ms: number) => () => void
}

/** Asks until there is an answer: what cannot be read is not nothing. The result stops it. */
export function readUntilDone<T>({ read, take, onFailure, schedule }: Deps<T>): () => void {
  let live = true
  let cancel: (() => void) | null = null

  function ask() {
    read().then(
      (value) => live && take(value),
      () => {
        if (!live) return
        onFailure()
        cancel = schedule(ask, READ_AGAIN_MS)
      },
    )
  }

  ask()
  return () => {
    live = false
    cancel?.()
  }
}
