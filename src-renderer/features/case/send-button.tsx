import { Button, Menu } from '@mantine/core'
import { IconChevronUp, IconLock, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ComposerMode } from '#shared/domain/case.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { Hint } from '../../components/hint.tsx'
import classes from './composer.module.css'
import { LegalMoves } from './legal-moves.tsx'

type Props = {
  mode: ComposerMode
  status: CaseStatus
  disabled: boolean
  onSend: (status?: CaseStatus) => void
}

/** Sends, or sends and sets a status as one operation. */
export function SendButton({ mode, status, disabled, onSend }: Props) {
  const { t } = useTranslation()
  const label = t(mode === 'reply' ? 'composer.sendReply' : 'composer.sendNote')
  const Icon = mode === 'reply' ? IconSend : IconLock

  return (
    <div className={classes.send} data-mode={mode}>
      <Hint id="composer.send" label={label}>
        <Button
          className={classes.sendMain}
          size="sm"
          leftSection={<Icon size={15} stroke={2} aria-hidden />}
          disabled={disabled}
          onClick={() => onSend()}
        >
          {label}
        </Button>
      </Hint>
      <Menu position="top-end">
        <Menu.Target>
          <Button className={classes.sendMore} size="sm" disabled={disabled} aria-label={t('composer.sendMore')}>
            <IconChevronUp size={15} stroke={2} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('composer.sendMore')}</Menu.Label>
          <LegalMoves
            from={status}
            word={(to) => t(mode === 'reply' ? 'composer.sendAnd' : 'composer.addAnd', { status: t(`status.${to}`) })}
            onChoose={onSend}
          />
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
