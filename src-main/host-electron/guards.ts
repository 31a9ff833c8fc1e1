import { type App, type Session, shell, type WebContents, type WebFrameMain } from 'electron'
import { isDeskBlob, isDeskUrl, isExternalUrl } from './urls.ts'

const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications'])

/** Whether a message came from the page itself: a desk URL in the window's own frame, not in one inside it. */
export function isTrustedSender(frame: WebFrameMain | null): frame is WebFrameMain {
  return frame !== null && frame.parent === null && isDeskUrl(frame.url)
}

/** Every page of every window, whoever makes it: stays on the desk, opens nothing, hosts nothing. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void; url: string }) => {
      if (!isDeskUrl(event.url)) event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isExternalUrl(url)) openOutside(contents, url)
      return { action: 'deny' }
    })
  })
}

/** Only from a page of ours: what a link in a customer's words points to is opened where it can do no harm. */
function openOutside(contents: WebContents, url: string): void {
  if (isDeskUrl(contents.getURL())) void shell.openExternal(url)
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    decide(PERMISSIONS.has(permission) && isDeskUrl(details.requestingUrl) && isDeskUrl(contents.getURL()))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) => PERMISSIONS.has(permission) && isDeskUrl(requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  // The page saves what it was given by the desk, and the person is asked where; nothing comes from anywhere else.
  session.on('will-download', (event, item) => {
    if (!isDeskBlob(item.getURL())) event.preventDefault()
  })
}
