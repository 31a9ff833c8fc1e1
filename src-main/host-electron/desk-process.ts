import type { MessagePortMain } from 'electron'
import { keepYoungSpace } from '#main/desk/heap.ts'
import { type Desk, openDesk } from '#main/desk/index.ts'
import { serveMessagePort } from '#main/rpc/serve-message-port.ts'
import { snoozePresets } from '#shared/domain/snooze.ts'
import { type ZoomStep, zoomAfter } from '#shared/domain/zoom.ts'
import type { FromDesk, ToDesk } from './messages.ts'

/** The utility process: the desk, and one port for every window. Main starts it, owns it and ends it. */

const HOUR_MS = 3_600_000

keepYoungSpace()

const { parentPort } = process
const { promise: desk, resolve: deskOpened, reject: deskFailed } = Promise.withResolvers<Desk>()
let keyAdopted = Promise.withResolvers<void>()

function tell(message: FromDesk): void {
  parentPort.postMessage(message)
}

/** Answers when main has kept the new key: written with a key that nobody keeps, data would be lost at the next start. */
function adoptKey(): Promise<void> {
  keyAdopted = Promise.withResolvers<void>()
  tell({ type: 'adopt-key' })
  return keyAdopted.promise
}

/** The desk of a profile whose key could not be read; starting anew there keeps the new key first. */
function adoptingKey(opened: Desk): Desk {
  const { session } = opened.api
  const startAnew: typeof session.startAnew = async (input) => {
    await adoptKey()
    return session.startAnew(input)
  }
  return {
    api: { ...opened.api, session: { ...session, startAnew } },
    subscribe: (listener) => opened.subscribe(listener),
    close: () => opened.close(),
  }
}

/** Menu and window follow what the agent chose. */
function reportSettings(opened: Desk): void {
  const report = async () => {
    const { language, theme, zoom, spelling } = await opened.api.settings.get(undefined)
    tell({ type: 'settings', settings: { language, theme, zoom, spelling } })
  }
  const reportIfThere = () => report().catch(() => {}) // a profile that did not open has no settings
  opened.subscribe((event) => {
    if (event.type === 'settings') void reportIfThere()
  })
  void reportIfThere()
}

/** Steps come faster than they are kept, so each one begins with what the one before it left. */
let zoomed: Promise<unknown> = Promise.resolve()

function zoom(step: ZoomStep): void {
  zoomed = zoomed.then(async () => {
    const { settings } = (await desk).api
    await settings.set({ zoom: zoomAfter((await settings.get(undefined)).zoom, step) })
  })
  zoomed = zoomed.catch(() => {}) // a profile that did not open keeps no settings
}

/** Badge, tray and notifications follow what is new to the agent. */
function reportNotices(opened: Desk): void {
  const count = async () => (await opened.api.notices.list(undefined)).unread
  const report = () =>
    count().then(
      (unread) => tell({ type: 'notices', count: unread, announcement: null }),
      () => {},
    )
  opened.subscribe((event) => {
    if (event.type === 'notices') tell(event)
    if (event.type === 'session') void report() // nobody signed in has nothing new
  })
  void report()
}

/** The agent has pressed a button outside of the window; what cannot be done now is seen there. */
async function fromOutside(act: (opened: Desk) => Promise<unknown>): Promise<void> {
  await act(await desk).catch(() => {})
}

async function snooze({ api }: Desk, caseId: string): Promise<void> {
  const tomorrow = snoozePresets(Date.now()).find(({ preset }) => preset === 'tomorrow')
  await api.attention.snooze({ caseId, until: tomorrow?.until ?? null })
}

async function quietHour({ api }: Desk): Promise<void> {
  const { notices } = await api.settings.get(undefined)
  await api.settings.set({ notices: { ...notices, quietUntil: Date.now() + HOUR_MS } })
}

async function isOpen(opened: Desk): Promise<boolean> {
  try {
    await opened.api.settings.get(undefined)
    return true
  } catch {
    return false
  }
}

async function open(message: Extract<ToDesk, { type: 'open' }>): Promise<Desk> {
  const { type: _, keyKept, ...options } = message
  const opened = await openDesk({ ...options, host: 'electron' })
  reportSettings(opened)
  reportNotices(opened)
  if (keyKept) return opened
  if (!(await isOpen(opened))) return adoptingKey(opened)
  await adoptKey() // the profile was empty, and is now written with the new key
  return opened
}

async function connect(port: MessagePortMain): Promise<void> {
  serveMessagePort(await desk, port)
  port.start()
}

async function close(): Promise<void> {
  await (await desk).close()
  process.exit(0)
}

parentPort.on('message', ({ data, ports: [port] }) => {
  const message = data as ToDesk
  switch (message.type) {
    case 'open':
      open(message).then(deskOpened, deskFailed)
      break
    case 'connect':
      if (port) void connect(port)
      break
    case 'key-adopted':
      if (message.error === null) keyAdopted.resolve()
      else keyAdopted.reject(new Error(message.error))
      break
    case 'zoom':
      zoom(message.step)
      break
    case 'snooze':
      void fromOutside((opened) => snooze(opened, message.caseId))
      break
    case 'quiet-hour':
      void fromOutside(quietHour)
      break
    case 'close':
      void close()
      break
  }
})

// Ctrl-C in a terminal reaches the whole group; main decides when this process ends, after the desk has closed.
process.on('SIGINT', () => {})
