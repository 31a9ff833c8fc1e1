import { Button, Checkbox, Select, Switch, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  clockOf,
  minutesOf,
  NOTICE_DETAILS,
  NOTICE_KINDS,
  type NoticeSettings as Values,
} from '#shared/domain/notice.ts'
import type { SessionState } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import settingsClasses from '../settings/settings.module.css'
import classes from './notices.module.css'
import { webNoticePermission } from './web-notice.ts'

/** Monday first, as `Date` counts days. */
const DAYS = [1, 2, 3, 4, 5, 6, 0] as const
/** A Sunday. */
const SOME_SUNDAY = Date.UTC(2026, 10, 22, 12)

type Props = { values: Values; host: SessionState['host']; set: (values: Values) => void }

/** What the agent is told of, how much of it outside of the window, and when not. */
export function NoticeSettings({ values, host, set }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [kinds, detail, days] = [useId(), useId(), useId()]
  const { quiet } = values
  const setQuiet = (part: Partial<Values['quiet']>) => set({ ...values, quiet: { ...quiet, ...part } })
  const toggled = <T,>(all: readonly T[], one: T, on: boolean): T[] =>
    on ? [...new Set([...all, one])] : all.filter((other) => other !== one)

  return (
    <>
      <div className={settingsClasses.line}>
        <span id={kinds}>{t('notices.kinds')}</span>
        {/* biome-ignore lint/a11y/useSemanticElements: the name of the group stands beside it, as with the other settings */}
        <div className={settingsClasses.choices} role="group" aria-labelledby={kinds}>
          {NOTICE_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={t(`notices.kind.${kind}`)}
              checked={values.kinds.includes(kind)}
              onChange={(event) => set({ ...values, kinds: toggled(values.kinds, kind, event.currentTarget.checked) })}
            />
          ))}
        </div>
      </div>
      <Switch
        checked={values.native}
        label={t('notices.native')}
        description={t('notices.nativeHint')}
        onChange={(event) => set({ ...values, native: event.currentTarget.checked })}
      />
      {host === 'web' && values.native && <BrowserPermission />}
      <div className={settingsClasses.line}>
        <span>
          <span id={detail}>{t('notices.detail')}</span>
          <span className={settingsClasses.hint}>{t('notices.detailHint')}</span>
        </span>
        <Select
          className={settingsClasses.size}
          aria-labelledby={detail}
          allowDeselect={false}
          value={values.detail}
          data={NOTICE_DETAILS.map((value) => ({ value, label: t(`notices.details.${value}`) }))}
          onChange={(value) => {
            const known = NOTICE_DETAILS.find((one) => one === value)
            if (known) set({ ...values, detail: known })
          }}
        />
      </div>
      <Switch
        checked={quiet.on}
        label={t('notices.quiet')}
        description={t('notices.quietHint')}
        onChange={(event) => setQuiet({ on: event.currentTarget.checked })}
      />
      {quiet.on && (
        <>
          <div className={classes.hours}>
            {(['from', 'to'] as const).map((end) => (
              <TextInput
                key={end}
                type="time"
                label={t(`notices.quietEnds.${end}`)}
                value={clockOf(quiet[end])}
                onChange={(event) => {
                  const minutes = minutesOf(event.currentTarget.value)
                  if (minutes !== null) setQuiet({ [end]: minutes })
                }}
              />
            ))}
          </div>
          <span id={days}>{t('notices.quietDays')}</span>
          {/* biome-ignore lint/a11y/useSemanticElements: the name of the group stands above it */}
          <div className={classes.days} role="group" aria-labelledby={days}>
            {DAYS.map((day) => (
              <Checkbox
                key={day}
                label={format.weekday(SOME_SUNDAY + day * 86_400_000)}
                checked={quiet.days.includes(day)}
                onChange={(event) => setQuiet({ days: toggled(quiet.days, day, event.currentTarget.checked) })}
              />
            ))}
          </div>
        </>
      )}
    </>
  )
}

/** A browser asks the person itself, and only when they have pressed something. */
function BrowserPermission() {
  const { t } = useTranslation()
  const [permission, setPermission] = useState(webNoticePermission)
  if (permission === 'granted') return null
  if (permission === 'denied') return <p className={settingsClasses.hint}>{t('notices.browserDenied')}</p>
  return (
    <div>
      <Button variant="default" onClick={() => void Notification.requestPermission().then(setPermission)}>
        {t('notices.browserAllow')}
      </Button>
    </div>
  )
}
