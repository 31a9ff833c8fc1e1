import type { Announcement } from '#shared/rpc/notices.ts'

/** `denied` also where a browser has none. */
export function webNoticePermission(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied'
}

/** In a browser, once it is allowed there; one takes the place of the one before it. */
export function showWebNotice({ title, body, caseId }: Announcement, onOpen: (caseId: string | null) => void): void {
  if (webNoticePermission() !== 'granted') return
  const shown = new Notification(title, { body, tag: 'spica-desk' })
  shown.addEventListener('click', () => {
    window.focus()
    shown.close()
    onOpen(caseId)
  })
}
