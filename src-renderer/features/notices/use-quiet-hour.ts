import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { NoticeSettings } from '#shared/domain/notice.ts'
import { useSetSettings } from '../../rpc/use-set-settings.ts'

const HOUR = 3_600_000

/** "Not now" for an hour, or the end of it. */
export function useQuietHour() {
  const { t } = useTranslation()
  const setSettings = useSetSettings()
  return async (settings: NoticeSettings) => {
    const ends = settings.quietUntil > Date.now()
    const quietUntil = ends ? 0 : Date.now() + HOUR
    if (!(await setSettings({ notices: { ...settings, quietUntil } }))) return
    const message = t(ends ? 'notices.quietEnded' : 'notices.quietBegan')
    notifications.show({ message, withCloseButton: false, autoClose: 2_500 })
  }
}
