import { join } from 'node:path'
import { BrowserWindow, nativeTheme, type Session, screen } from 'electron'
import { caseHash } from '#shared/domain/case-link.ts'
import { attachContextMenu } from './context-menu.ts'
import { readJson, writeJson } from './json-file.ts'
import { LINK_CHANNEL } from './messages.ts'
import { DESK_PAGE } from './urls.ts'
import { MINIMUM_SIZE, parseWindowState, placeWindow, type Rectangle, type WindowState } from './window-state.ts'
import type { Words } from './words.ts'

export type WindowArgs = {
  session: Session
  preload: string
  /** Where bounds are remembered. */
  stateDir: string
  developer: boolean
  /** The case to begin with, when a link asked for one. */
  linked: string | null
  words(): Words
  /** 1 is the usual size. */
  zoom(): number
  log(message: string): void
}

const REMEMBER_MS = 500
const BACKGROUND = { light: '#ffffff', dark: '#1a1b1e' }

export function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light
}

/** The desk's window, where it was the last time; shown when there is something to see. */
export function openWindow(args: WindowArgs): BrowserWindow {
  const stateFile = join(args.stateDir, 'window.json')
  const state = readState(stateFile)
  const window = new BrowserWindow({
    ...placeWindow(state, workAreas()),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    backgroundColor: backgroundColor(),
    autoHideMenuBar: true,
    webPreferences: {
      session: args.session,
      preload: args.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
      zoomFactor: args.zoom(),
      devTools: args.developer,
    },
  })
  attachContextMenu(window, args.words)
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize()
    window.show()
  })
  window.webContents.on('did-fail-load', (_event, code, description) => {
    args.log(`The page did not load: ${description} (${code}).`)
    window.show()
  })
  // Chromium has a memory of its own for this; the agent's choice is the one that holds.
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(args.zoom()))
  rememberPlace(window, () => rememberState(stateFile, window, args.log))
  void window.loadURL(`${DESK_PAGE}${args.linked === null ? '' : caseHash(args.linked)}`).catch(() => {}) // told by did-fail-load
  return window
}

/** Shows a case in the window, once its page can hear of it. */
export function showCase(window: BrowserWindow, caseNumber: string): void {
  const { webContents } = window
  const tell = () => webContents.send(LINK_CHANNEL, caseNumber)
  if (webContents.isLoadingMainFrame()) webContents.once('did-finish-load', tell)
  else tell()
}

/** Brings a window to the person who asked for the program again. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A while after the last move, because a machine may be switched off with the window open; and at its end. */
function rememberPlace(window: BrowserWindow, remember: () => void): void {
  let timer: NodeJS.Timeout | undefined
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(remember, REMEMBER_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('close', () => {
    clearTimeout(timer)
    remember()
  })
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary.workArea, ...others.map(({ workArea }) => workArea)]
}

function readState(file: string): WindowState {
  try {
    return parseWindowState(readJson(file))
  } catch {
    return parseWindowState(null)
  }
}

function rememberState(file: string, window: BrowserWindow, log: (message: string) => void): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
  try {
    writeJson(file, state)
  } catch (error) {
    log(`The window's place could not be remembered: ${String(error)}`)
  }
}
