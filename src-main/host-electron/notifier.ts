import { Notification } from 'electron'
import type { Announcement } from '#shared/rpc/notices.ts'
import type { Words } from './words.ts'

export type NotifierArgs = {
  words(): Words
  /** Null: the window alone, where several cases are meant. */
  open(caseNumber: string | null): void
  snooze(caseId: string): void
}

export type Notifier = { show(announcement: Announcement): void }

/** The system's own notifications. One takes the place of the one before it: what that said is in the window's list. */
export function createNotifier({ words, open, snooze }: NotifierArgs): Notifier {
  let shown: Notification | null = null
  return {
    show({ title, body, caseNumber, caseId }) {
      if (!Notification.isSupported()) return
      shown?.close()
      const offered = caseId === null ? [words().open] : [words().open, words().snooze]
      const one = new Notification({
        title,
        body,
        // Systems without buttons show none.
        actions: offered.map((text) => ({ type: 'button' as const, text })),
      })
      one.on('click', () => open(caseNumber))
      one.on('action', (_event, index) => {
        if (index === 1 && caseId !== null) snooze(caseId)
        else open(caseNumber)
      })
      one.show()
      // Kept: a notification that nobody refers to any more loses its listeners.
      shown = one
    },
  }
}
