import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '#shared/domain/case.ts'
import { type SessionState, type Settings, THEMES } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { isPortalUrl } from '../session/portal-url.ts'
import classes from './settings.module.css'

type Props = { settings: Settings; session: SessionState }

export function SettingsPage({ settings, session }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const change = useChange()
  const language = useId()
  const theme = useId()
  useCommand('case.back', () => navigation.go('queue'))
  const set = (part: Partial<Settings>) => void change((desk) => desk.settings.set(part))

  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <h1 className={classes.title}>{t('settings.title')}</h1>
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
        </Section>
        <PortalSection portalUrl={settings.portalUrl} />
        <Section title={t('settings.about')}>
          <p>
            <strong>{t('app.name')}</strong> · {t('settings.version', { version: session.version })}
          </p>
          <p className={classes.dim}>{t(`settings.host.${session.host}`)}</p>
        </Section>
      </div>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {title}
      </h2>
      {children}
    </section>
  )
}

function PortalSection({ portalUrl }: { portalUrl: string }) {
  const { t } = useTranslation()
  const change = useChange()
  const [url, setUrl] = useState(portalUrl)
  const [wrong, setWrong] = useState(false)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!isPortalUrl(url)) return setWrong(true)
    const done = await change((desk) => desk.settings.set({ portalUrl: url.trim() }))
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
