import { Button, SegmentedControl, Select, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '#shared/domain/case.ts'
import { type SessionState, type Settings, THEMES } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import page from '../../components/page.module.css'
import { useFormat } from '../../components/use-format.tsx'
import { useSetSettings } from '../../rpc/use-set-settings.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { NoticeSettings } from '../notices/notice-settings.tsx'
import { isPortalUrl } from '../session/portal-url.ts'
import classes from './settings.module.css'
import { ShortcutsTable } from './shortcuts/shortcuts-table.tsx'
import { WindowSettings } from './window-settings.tsx'

const UNDO_SECONDS = [0, 5, 10, 20, 30] as const
const RISK_HOURS = [1, 2, 4, 8, 16] as const
const CACHE_MB = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000] as const

/** The usual values, and the one that holds now. */
function choices(usual: readonly number[], now: number): number[] {
  return [...new Set([...usual, now])].sort((a, b) => a - b)
}

type Props = { settings: Settings; session: SessionState }

export function SettingsPage({ settings, session }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const setSettings = useSetSettings()
  const language = useId()
  const theme = useId()
  const undo = useId()
  const risk = useId()
  const cache = useId()
  const format = useFormat()
  useCommand('case.back', () => navigation.go('queue'))
  const set = (part: Partial<Settings>) => void setSettings(part)

  return (
    <div className={page.page}>
      <div className={page.column}>
        <h1 className={page.title}>{t('settings.title')}</h1>
        <Section title={t('settings.appearance')}>
          <div className={classes.line}>
            <span id={language}>{t('settings.language')}</span>
            <SegmentedControl
              aria-labelledby={language}
              value={settings.language}
              data={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
              onChange={(value) => set({ language: LANGUAGES.find((known) => known === value) })}
            />
          </div>
          <div className={classes.line}>
            <span id={theme}>{t('settings.theme')}</span>
            <SegmentedControl
              aria-labelledby={theme}
              value={settings.theme}
              data={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
              onChange={(value) => set({ theme: THEMES.find((known) => known === value) })}
            />
          </div>
          {session.host === 'electron' && <WindowSettings settings={settings} set={set} />}
        </Section>
        <Section title={t('settings.work')}>
          <div className={classes.line}>
            <span>
              <span id={undo}>{t('settings.undoSend')}</span>
              <span className={classes.hint}>{t('settings.undoSendHint')}</span>
            </span>
            <SegmentedControl
              aria-labelledby={undo}
              value={String(settings.undoSendSeconds)}
              data={choices(UNDO_SECONDS, settings.undoSendSeconds).map((seconds) => ({
                value: String(seconds),
                label: seconds === 0 ? t('settings.undoSendOff') : t('settings.seconds', { seconds }),
              }))}
              onChange={(value) => set({ undoSendSeconds: Number(value) })}
            />
          </div>
          <div className={classes.line}>
            <span>
              <span id={risk}>{t('settings.risk')}</span>
              <span className={classes.hint}>{t('settings.riskHint')}</span>
            </span>
            <SegmentedControl
              aria-labelledby={risk}
              value={String(settings.riskHours)}
              data={choices(RISK_HOURS, settings.riskHours).map((hours) => ({
                value: String(hours),
                label: format.inUnit(hours, 'hour'),
              }))}
              onChange={(value) => set({ riskHours: Number(value) })}
            />
          </div>
          <div className={classes.line}>
            <span>
              <span id={cache}>{t('settings.attachmentCache')}</span>
              <span className={classes.hint}>{t('settings.attachmentCacheHint')}</span>
            </span>
            <Select
              className={classes.size}
              aria-labelledby={cache}
              allowDeselect={false}
              value={String(settings.attachmentCacheMb)}
              data={choices(CACHE_MB, settings.attachmentCacheMb).map((mb) => ({
                value: String(mb),
                label: format.bytes(mb * 1_000_000),
              }))}
              onChange={(value) => value && set({ attachmentCacheMb: Number(value) })}
            />
          </div>
        </Section>
        <Section title={t('notices.title')}>
          <NoticeSettings values={settings.notices} host={session.host} set={(notices) => set({ notices })} />
        </Section>
        <Section title={t('settings.keyboard')}>
          <Switch
            checked={settings.shortcuts}
            label={t('settings.shortcuts')}
            description={t('settings.shortcutsHint')}
            onChange={(event) => set({ shortcuts: event.currentTarget.checked })}
          />
          <div>
            <Button variant="default" onClick={() => navigation.show('help')}>
              {t('settings.showShortcuts')}
            </Button>
          </div>
          <ShortcutsTable changes={settings.keys} />
        </Section>
        <PortalSection portalUrl={settings.portalUrl} />
        <Section title={t('settings.about')}>
          <p>
            <strong>{t('app.name')}</strong> · {t('settings.version', { version: session.version })}
          </p>
          <p className={page.dim}>{t(`settings.host.${session.host}`)}</p>
        </Section>
      </div>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={page.card} aria-labelledby={id}>
      <h2 id={id} className={page.heading}>
        {title}
      </h2>
      {children}
    </section>
  )
}

function PortalSection({ portalUrl }: { portalUrl: string }) {
  const { t } = useTranslation()
  const setSettings = useSetSettings()
  const [url, setUrl] = useState(portalUrl)
  const [wrong, setWrong] = useState(false)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!isPortalUrl(url)) return setWrong(true)
    const done = await setSettings({ portalUrl: url.trim() })
    if (done) notifications.show({ message: t('settings.saved'), withCloseButton: false, autoClose: 2_000 })
  }

  return (
    <Section title={t('settings.portal')}>
      <form className={classes.form} onSubmit={(event) => void save(event)} noValidate>
        <TextInput
          className={classes.url}
          type="url"
          label={t('settings.portalUrl')}
          description={t('settings.portalUrlHint')}
          value={url}
          spellCheck={false}
          error={wrong ? t('session.portalUrlInvalid') : undefined}
          onChange={(event) => {
            setUrl(event.currentTarget.value)
            setWrong(false)
          }}
        />
        <Button type="submit" variant="default" disabled={url.trim() === portalUrl}>
          {t('settings.save')}
        </Button>
      </form>
    </Section>
  )
}
