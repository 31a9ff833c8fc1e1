import { Checkbox, Select } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '#shared/domain/case.ts'
import { ZOOM_LEVELS } from '#shared/domain/zoom.ts'
import type { Settings } from '#shared/rpc/models.ts'
import type { CommandId } from '../../app/keys/commands.ts'
import { useKeysOf } from '../../app/keys/use-keys.ts'
import { keyText } from '../../components/keys-hint.tsx'
import { useFormat } from '../../components/use-format.tsx'
import classes from './settings.module.css'

type Props = { settings: Settings; set: (part: Partial<Settings>) => void }

/** What the desktop program does around the page; in a browser both are the browser's. */
export function WindowSettings({ settings, set }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const zoom = useId()
  const spelling = useId()
  const spellingHint = useId()
  const levels = [...new Set([...ZOOM_LEVELS, settings.zoom])].sort((a, b) => a - b)
  const keys = { bigger: useShown('app.zoomIn'), smaller: useShown('app.zoomOut'), usual: useShown('app.zoomReset') }

  return (
    <>
      <div className={classes.line}>
        <span>
          <span id={zoom}>{t('settings.zoom')}</span>
          <span className={classes.hint}>{t('settings.zoomHint', keys)}</span>
        </span>
        <Select
          className={classes.size}
          aria-labelledby={zoom}
          allowDeselect={false}
          value={String(settings.zoom)}
          data={levels.map((level) => ({ value: String(level), label: format.percent(level / 100) }))}
          onChange={(value) => value && set({ zoom: Number(value) })}
        />
      </div>
      <div className={classes.line}>
        <span>
          <span id={spelling}>{t('settings.spelling')}</span>
          <span id={spellingHint} className={classes.hint}>
            {t('settings.spellingHint')}
          </span>
        </span>
        {/* biome-ignore lint/a11y/useSemanticElements: the name of the group stands beside it, as with the other settings */}
        <div className={classes.choices} role="group" aria-labelledby={spelling} aria-describedby={spellingHint}>
          {LANGUAGES.map((language) => (
            <Checkbox
              key={language}
              label={t(`language.${language}`)}
              checked={settings.spelling.includes(language)}
              onChange={(event) => {
                const wanted = event.currentTarget.checked
                set({
                  spelling: LANGUAGES.filter((one) => (one === language ? wanted : settings.spelling.includes(one))),
                })
              }}
            />
          ))}
        </div>
      </div>
    </>
  )
}

function useShown(id: CommandId): string {
  const { t } = useTranslation()
  return keyText(useKeysOf(id)[0] ?? '', t('keys.then'))
}
