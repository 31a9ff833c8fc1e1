import { ActionIcon, CopyButton, UnstyledButton } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconClockUp,
  IconCopy,
  IconLayoutSidebarRight,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { watchedClock } from '#shared/domain/sla.ts'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { Hint } from '../../components/hint.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import { FollowButton } from '../attention/follow-button.tsx'
import { SnoozeMenu } from '../attention/snooze-menu.tsx'
import { EstimateButton } from '../estimates/estimate-button.tsx'
import { TimeLeftChip } from '../sla/time-left.tsx'
import { CaseFields } from './case-fields.tsx'
import classes from './case-header.module.css'
import { CaseMenu } from './case-menu.tsx'
import { CaseTitle } from './case-title.tsx'
import { DocumentMenu } from './document/document-menu.tsx'
import { OwnerPicker } from './owner-picker.tsx'
import { PresenceSigns } from './presence-signs.tsx'
import { StatusMenu } from './status-menu.tsx'
import { TeamMenu } from './team-menu.tsx'
import { useDetailsShown } from './use-details-shown.ts'

type Props = { detail: CaseDetail; agent: AgentView; wide: boolean }

export function CaseHeader({ detail, agent, wide }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const [shown, setShown] = useDetailsShown()
  const { caseNumber } = detail.case
  const watched = watchedClock(detail.case)
  const Chevron = shown ? IconChevronDown : IconChevronRight
  const contact = detail.contact ? `${detail.contact.firstName} ${detail.contact.lastName}` : null
  const customer = [contact, detail.account?.name].filter(Boolean).join(' · ')

  return (
    <header className={classes.header}>
      <div className={classes.top}>
        {caseNumber ? (
          <NumberWithCopy number={caseNumber} />
        ) : (
          <span className={classes.noNumber} title={t('case.noNumber')}>
            <IconClockUp size={14} stroke={2} aria-hidden />
            {t('case.noNumber')}
          </span>
        )}
        <span className={classes.customer} title={customer}>
          {detail.case.caseType === 'rma' && (
            <span className={classes.type} title={t('caseType.rma')}>
              {t('case.rmaShort')}
            </span>
          )}
          {customer}
        </span>
        <DocumentMenu />
        <CaseMenu />
        <PresenceSigns detail={detail} agent={agent} />
        <UnstyledButton className={classes.toggle} aria-expanded={shown} onClick={() => setShown(!shown)}>
          <Chevron size={14} stroke={2} aria-hidden />
          {t('case.detailsShort')}
        </UnstyledButton>
        {!wide && (
          <Hint label={t('case.showPanel')}>
            <ActionIcon aria-label={t('case.showPanel')} onClick={() => navigation.show('context')}>
              <IconLayoutSidebarRight size={17} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Hint>
        )}
      </div>
      <CaseTitle detail={detail} />
      <div className={classes.actions}>
        <StatusMenu detail={detail} />
        <OwnerPicker detail={detail} agent={agent} />
        <TeamMenu detail={detail} agent={agent} />
        <SnoozeMenu detail={detail} />
        <FollowButton detail={detail} agent={agent} />
        <EstimateButton detail={detail} />
        {watched && <TimeLeftChip watched={watched} />}
      </div>
      {shown && <CaseFields detail={detail} />}
    </header>
  )
}

function NumberWithCopy({ number }: { number: string }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={classes.number}>{number}</span>
      <CopyButton value={number} timeout={1_500}>
        {({ copied, copy }) => (
          <Hint label={copied ? t('app.copied') : t('app.copy')}>
            <ActionIcon size={24} aria-label={t('case.copyNumber', { number })} onClick={copy}>
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Hint>
        )}
      </CopyButton>
    </>
  )
}
