import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import { CASE_LINK_SCHEME, caseOfLink } from '#shared/domain/case-link.ts'
import { rememberedAppearance } from './appearance.ts'
import { disableFeatures } from './chromium.ts'
import deskScript from './desk-process.ts?modulePath'
import { guardContents, guardSession } from './guards.ts'
import { caseOfArguments, ownArguments } from './links.ts'
import { childEnvironment, foldersOf, hostOptions } from './options.ts'
import { registerDeskScheme, serveDeskPages } from './protocol.ts'
import { systemSecretStore } from './secret-store.ts'
import { type DeskKey, loadDeskKey } from './secrets.ts'
import { runShell } from './shell.ts'
import { fill, wordsFor } from './words.ts'

/** Entry of Electron's main process: windows, menus and native things; the work is done in the desk's process. */

const built = (...path: string[]) => join(import.meta.dirname, '..', ...path)
const log = (message: string) => console.error(message)

const options = hostOptions({
  argv: ownArguments(process.argv),
  env: process.env,
  packaged: app.isPackaged,
  cwd: process.cwd(),
})
const folders = foldersOf(options.profileDir, app.getPath('userData'))
mkdirSync(folders.userData, { recursive: true, mode: 0o700 })
app.setPath('userData', folders.userData)

/** The case that a link asks for before there is a window. */
let linked = caseOfArguments(process.argv)
let openLink = (caseNumber: string | null) => {
  linked = caseNumber
}

if (app.requestSingleInstanceLock()) {
  // Root in a container cannot have Chromium's sandbox and must say so; anywhere else every page gets it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  disableFeatures(app.commandLine)
  registerDeskScheme()
  guardContents(app)
  // Whatever a link says stands after `--`, where it is no option of the program's.
  if (app.isPackaged) app.setAsDefaultProtocolClient(CASE_LINK_SCHEME, process.execPath, ['--'])
  // macOS hands links over by this event, also before the program is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    openLink(caseOfLink(url))
  })
  if (options.exitWithParent) process.stdin.on('end', () => app.quit()).resume()
  void app.whenReady().then(start)
} else {
  app.quit() // the first instance was told and comes to the front
}

async function start(): Promise<void> {
  const appearance = rememberedAppearance(folders.userData, app.getLocale())
  const key = await keyOrMessage(wordsFor(appearance.language))
  if (!key) return app.exit(1)
  guardSession(session.defaultSession)
  serveDeskPages(session.defaultSession, built('renderer'))
  if (options.dictionaryUrl) session.defaultSession.setSpellCheckerDictionaryDownloadURL(options.dictionaryUrl)
  const { openCase } = runShell({
    app,
    appearance,
    stateDir: folders.userData,
    linked,
    session: session.defaultSession,
    preload: built('preload', 'index.cjs'),
    deskScript,
    deskEnvironment: childEnvironment(process.env),
    adoptKey: async () => key.adopt?.(),
    opening: {
      type: 'open',
      profileDir: folders.profile,
      key: key.key,
      keyKept: key.adopt === null,
      version: app.getVersion(),
      notice: key.inFile ? 'key_in_file' : null,
      portalUrl: options.portalUrl,
      autoSignIn: options.autoSignIn,
    },
    log,
  })
  openLink = openCase
}

/** Without a key that will be there at the next start nothing may be written, so the program does not go on. */
async function keyOrMessage(words: ReturnType<typeof wordsFor>): Promise<DeskKey | null> {
  try {
    mkdirSync(folders.profile, { recursive: true, mode: 0o700 })
    return await loadDeskKey(folders.profile, systemSecretStore(), Date.now)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    log(`The profile folder cannot be used: ${reason}`)
    dialog.showErrorBox(words.noProfile, fill(words.noProfileDetail, { path: folders.profile, reason }))
    return null
  }
}
