export const POLL_MS = 30_000
const REOPEN_MS = 60_000

/** What of an `EventSource` is used. */
export type LiveSource = {
  readonly readyState: number
  addEventListener: (type: 'open' | 'error' | 'case', listener: (event: { data?: unknown }) => void) => void
  close: () => void
}

export type LiveDeps = {
  open: () => LiveSource
  /** Runs `task` after `ms`; the result cancels it. */
  schedule: (task: () => void, ms: number) => () => void
  /** Whether anybody looks; nothing is asked for a page in the background. */
  isVisible: () => boolean
}

export type Live = {
  /** The page came back to the front, or the network did. */
  wake: () => void
  stop: () => void
}

const CLOSED = 2

/**
 * Tells which case has changed as soon as the portal says so; null when anything may have: after a gap in the stream, and at
 * every turn of asking where there is no stream.
 */
export function createLive(deps: LiveDeps, onChange: (caseId: string | null) => void): Live {
  let source: LiveSource | null = null
  let missed = false
  let cancelPoll: (() => void) | null = null
  let cancelReopen: (() => void) | null = null

  function poll(): void {
    cancelPoll ??= deps.schedule(() => {
      cancelPoll = null
      if (deps.isVisible()) onChange(null)
      poll()
    }, POLL_MS)
  }

  function connect(): void {
    cancelReopen?.()
    cancelReopen = null
    source?.close()
    const opened = deps.open()
    source = opened
    opened.addEventListener('open', () => {
      cancelPoll?.()
      cancelPoll = null
      if (missed) onChange(null)
      missed = false
    })
    opened.addEventListener('case', ({ data }) => {
      const caseId = caseOf(data)
      if (caseId !== null) onChange(caseId)
    })
    opened.addEventListener('error', () => {
      if (source !== opened) return
      missed = true
      poll()
      // A refused stream is not opened again by the browser itself.
      if (opened.readyState === CLOSED) cancelReopen ??= deps.schedule(connect, REOPEN_MS)
    })
  }

  connect()
  return {
    wake() {
      if (source?.readyState === CLOSED) connect()
      onChange(null)
    },
    stop() {
      cancelPoll?.()
      cancelReopen?.()
      source?.close()
      source = null
    },
  }
}

function caseOf(data: unknown): string | null {
  try {
    const { caseId } = Object(JSON.parse(String(data)))
    return typeof caseId === 'string' ? caseId : null
  } catch {
    return null
  }
}
