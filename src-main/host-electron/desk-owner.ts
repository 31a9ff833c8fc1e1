import type { MessagePortMain } from 'electron'
import type { ZoomStep } from '#shared/domain/zoom.ts'
import type { Appearance, FromDesk, ToDesk } from './messages.ts'
import { createRestartLimit } from './restart-limit.ts'

/** The part of Electron's `UtilityProcess` that the owner needs. */
export type DeskChild = {
  postMessage(message: ToDesk, transfer?: MessagePortMain[]): void
  on(event: 'message', listener: (message: FromDesk) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

export type DeskOwner = {
  /** Gives one end of a channel to the desk. */
  connect(port: MessagePortMain): void
  /** Nothing happens while no desk runs. */
  zoom(step: ZoomStep): void
  /** The agent asked for it outside of the window. */
  ask(message: Extract<ToDesk, { type: 'snooze' | 'quiet-hour' }>): void
  /** After the owner has given up: starts the desk again with a fresh count. */
  restart(): void
  /** Lets the desk close its databases; ends it when that takes longer than `CLOSE_TIMEOUT_MS`. */
  close(): Promise<void>
}

export type DeskOwnerArgs = {
  fork(): DeskChild
  opening: Extract<ToDesk, { type: 'open' }>
  adoptKey(): Promise<void>
  onAppearance(appearance: Appearance): void
  onNotices(notices: Extract<FromDesk, { type: 'notices' }>): void
  /** The desk died too often; nobody starts it until `restart`. */
  onGivenUp(exitCode: number): void
  clock(): number
  log(message: string): void
}

export const CLOSE_TIMEOUT_MS = 5_000
const RESTARTS = { max: 3, windowMs: 5 * 60_000 }

/** Starts the desk's process and keeps it running. */
export function ownDesk(args: DeskOwnerArgs): DeskOwner {
  let limit = createRestartLimit({ ...RESTARTS, clock: args.clock })
  let closing = false
  let running = false
  let exited = Promise.withResolvers<void>()
  let child = start()

  function start(): DeskChild {
    const started = args.fork()
    running = true
    exited = Promise.withResolvers<void>()
    started.on('message', (message) => void receive(started, message))
    started.on('exit', (code) => onExit(code))
    started.postMessage(args.opening)
    return started
  }

  async function receive(from: DeskChild, message: FromDesk): Promise<void> {
    if (message.type === 'settings') args.onAppearance(message.settings)
    if (message.type === 'notices') args.onNotices(message)
    if (message.type === 'adopt-key') {
      const error = await args.adoptKey().then(
        () => null,
        (reason: unknown) => String(reason),
      )
      from.postMessage({ type: 'key-adopted', error })
    }
  }

  function onExit(code: number): void {
    running = false
    exited.resolve()
    if (closing) return
    args.log(`The desk's process ended with code ${code}.`)
    if (limit.allows()) {
      child = start()
    } else {
      args.onGivenUp(code)
    }
  }

  return {
    connect(port) {
      if (running) child.postMessage({ type: 'connect' }, [port])
      else port.close()
    },
    zoom(step) {
      if (running) child.postMessage({ type: 'zoom', step })
    },
    ask(message) {
      if (running) child.postMessage(message)
    },
    restart() {
      limit = createRestartLimit({ ...RESTARTS, clock: args.clock })
      child = start()
    },
    async close() {
      closing = true
      if (!running) return
      const ended = exited.promise
      child.postMessage({ type: 'close' })
      const timer = setTimeout(() => {
        args.log('The desk did not close in time and was ended.')
        child.kill()
      }, CLOSE_TIMEOUT_MS)
      await ended
      clearTimeout(timer)
    },
  }
}
