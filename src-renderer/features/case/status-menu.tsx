import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { statusGroup } from '#shared/domain/status.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { StatusIcon } from '../../components/status.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './case-header.module.css'
import { LegalMoves } from './legal-moves.tsx'
import { PendingMark } from './pending-mark.tsx'
import { useAbout } from './use-about.ts'
import { useCaseActions } from './use-case-actions.ts'

/** The status with the moves that the domain allows from it. */
export function StatusMenu({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { setStatus } = useCaseActions(detail.case.id)
  const opened = useAbout(detail.case.id) === 'status'
  const { status } = detail.case

  return (
    <Menu
      opened={opened}
      onChange={(open) => (open ? navigation.show('status') : navigation.hide('status'))}
      returnFocus
    >
      <Menu.Target>
        <UnstyledButton
          className={classes.button}
          data-group={statusGroup(status)}
          aria-label={t('case.changeStatus', { status: t(`status.${status}`) })}
        >
          <StatusIcon group={statusGroup(status)} />
          <span className={classes.buttonText}>{t(`status.${status}`)}</span>
          {detail.pendingFields.includes('status') && <PendingMark className={classes.pending} />}
          <IconChevronDown size={13} stroke={2} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('case.moveTo')}</Menu.Label>
        <LegalMoves from={status} word={(to) => t(`status.${to}`)} onChoose={(to) => void setStatus(to)} />
      </Menu.Dropdown>
    </Menu>
  )
}
