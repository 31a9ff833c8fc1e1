import { IconLock, IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { COMPOSER_MODES, type ComposerMode } from '#shared/domain/case.ts'
import { Hint } from '../../components/hint.tsx'
import classes from './composer.module.css'

const ICONS = { reply: IconWorld, note: IconLock } as const
const COMMANDS = { reply: 'case.reply', note: 'case.note' } as const

type Props = { mode: ComposerMode; caseId: string; onChange: (mode: ComposerMode) => void }

export function ModeTabs({ mode, caseId, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.modes} role="radiogroup" aria-label={t('composer.mode')}>
      {COMPOSER_MODES.map((value) => {
        const Icon = ICONS[value]
        return (
          <Hint key={value} id={COMMANDS[value]} label={t(`composer.${value}`)}>
            <label className={classes.mode} data-mode={value} data-chosen={mode === value || undefined}>
              <input
                type="radio"
                className={classes.radio}
                name={`mode-${caseId}`}
                value={value}
                checked={mode === value}
                onChange={() => onChange(value)}
              />
              <Icon size={14} stroke={2} aria-hidden />
              {t(`composer.${value}`)}
            </label>
          </Hint>
        )
      })}
    </div>
  )
}
