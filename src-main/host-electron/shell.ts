import {
  type App,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  utilityProcess,
} from 'electron'
import { rememberAppearance } from './appearance.ts'
import { showBadge } from './badge.ts'
import { type DeskChild, type DeskOwnerArgs, ownDesk } from './desk-owner.ts'
import { isTrustedSender } from './guards.ts'
import { caseOfArguments } from './links.ts'
import { menuTemplate } from './menu.ts'
import { type Appearance, PDF_CHANNEL, type PdfOutcome, PORT_CHANNEL } from './messages.ts'
import { createNotifier } from './notifier.ts'
import { savePdf } from './pdf.ts'
import { createRestartLimit } from './restart-limit.ts'
import { checkSpelling } from './spelling.ts'
import { createTray } from './tray.ts'
import { backgroundColor, focusWindow, openWindow, showCase, type WindowArgs } from './window.ts'
import { fill, wordsFor } from './words.ts'
import { attachZoom } from './zoom.ts'

export type ShellArgs = Pick<WindowArgs, 'session' | 'preload' | 'stateDir' | 'log'> &
  Pick<DeskOwnerArgs, 'opening' | 'adoptKey'> & {
    app: App
    appearance: Appearance
    /** The case that a link asked for at the start. */
    linked: string | null
    deskScript: string
    deskEnvironment: Record<string, string>
  }

/** The running application: one desk, one window, their menus and their end. Call when `app` is ready. */
export function runShell(args: ShellArgs): { openCase(caseNumber: string | null): void } {
  const { app, log } = args
  let { appearance } = args
  let window: BrowserWindow | null = null
  let closed = false
  let unread = 0
  const isMac = process.platform === 'darwin'

  const words = () => wordsFor(appearance.language)
  const owner = ownDesk({
    fork: () => forkDesk(args),
    opening: args.opening,
    adoptKey: args.adoptKey,
    onAppearance: applyAppearance,
    onNotices({ count, announcement }) {
      unread = count
      showUnread()
      if (announcement) notifier.show(announcement)
    },
    onGivenUp: (code) => void sayDeskDied(code),
    clock: Date.now,
    log,
  })

  const notifier = createNotifier({
    words,
    open: (caseNumber) => showWindow(caseNumber),
    snooze: (caseId) => owner.ask({ type: 'snooze', caseId }),
  })
  const tray = createTray({
    words,
    open: () => showWindow(),
    quietHour: () => owner.ask({ type: 'quiet-hour' }),
    quit: () => app.quit(),
    log,
  })

  function showUnread(): void {
    tray.show(unread)
    showBadge(app, window, unread, words())
  }

  function applyAppearance(next: Appearance): void {
    const languageChanged = next.language !== appearance.language
    appearance = next
    nativeTheme.themeSource = next.theme
    window?.webContents.setZoomFactor(next.zoom / 100)
    checkSpelling(args.session, next.spelling, isMac)
    if (languageChanged) {
      buildMenu()
      showUnread()
    }
    try {
      rememberAppearance(args.stateDir, next)
    } catch (error) {
      log(`The appearance could not be remembered: ${String(error)}`)
    }
  }

  function buildMenu(): void {
    const template = menuTemplate({
      words: words(),
      isMac,
      developer: !app.isPackaged,
      zoom: owner.zoom,
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  function showWindow(linked: string | null = null): void {
    if (window) {
      focusWindow(window)
      if (linked !== null) showCase(window, linked)
      return
    }
    window = openWindow({ ...args, linked, developer: !app.isPackaged, words, zoom: () => appearance.zoom / 100 })
    attachZoom(window.webContents, isMac, owner.zoom)
    window.on('closed', () => {
      window = null
    })
    reloadWhenGone(window)
  }

  function reloadWhenGone(shown: BrowserWindow): void {
    const limit = createRestartLimit({ max: 3, windowMs: 60_000, clock: Date.now })
    shown.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || shown.isDestroyed()) return
      log(`The page's process ended: ${reason}.`)
      if (limit.allows()) shown.webContents.reload()
      else void askAgain(words().pageDied, words().pageDiedDetail, () => shown.webContents.reload())
    })
  }

  function sayDeskDied(code: number): Promise<void> {
    return askAgain(words().deskDied, fill(words().deskDiedDetail, { code }), () => owner.restart())
  }

  async function askAgain(message: string, detail: string, again: () => void): Promise<void> {
    const buttons = [words().tryAgain, words().quit]
    const box = { type: 'error' as const, message, detail, buttons, defaultId: 0, cancelId: 1 }
    const { response } = await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box))
    if (response === 0) again()
    else app.quit()
  }

  ipcMain.on(PORT_CHANNEL, (event) => {
    const frame = event.senderFrame
    if (!isTrustedSender(frame)) {
      log('A port was refused to a page that is not the desk.')
      return
    }
    const { port1, port2 } = new MessageChannelMain()
    owner.connect(port1)
    frame.postMessage(PORT_CHANNEL, null, [port2])
  })

  ipcMain.handle(PDF_CHANNEL, async (event, name: unknown): Promise<PdfOutcome> => {
    const shown = window
    if (shown === null || event.sender !== shown.webContents || !isTrustedSender(event.senderFrame)) return 'failed'
    return savePdf({ window: shown, name, folder: app.getPath('documents'), log })
  })

  // The agent's choice, or the system's own change between day and night.
  nativeTheme.on('updated', () => window?.setBackgroundColor(backgroundColor()))
  app.on('second-instance', (_event, argv) => showWindow(caseOfArguments(argv)))
  app.on('activate', () => showWindow())
  app.on('window-all-closed', () => {
    if (!isMac) app.quit()
  })
  // The databases are closed before the process goes, so `quit` waits for the desk.
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void owner.close().finally(() => {
      closed = true
      app.quit()
    })
  })

  nativeTheme.themeSource = appearance.theme
  checkSpelling(args.session, appearance.spelling, isMac)
  buildMenu()
  showWindow(args.linked)
  showUnread()
  return { openCase: showWindow }
}

function forkDesk({ deskScript, deskEnvironment }: ShellArgs): DeskChild {
  return utilityProcess.fork(deskScript, [], {
    env: deskEnvironment,
    serviceName: 'Spica Desk',
    stdio: 'inherit',
  })
}
