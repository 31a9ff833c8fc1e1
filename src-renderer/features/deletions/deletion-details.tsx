import { Button } from '@mantine/core'
import { IconId } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DeletionRequestView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import { nameOf } from '../customers/customers.ts'
import { SignInChip } from '../customers/sign-in-chip.tsx'
import classes from '../registrations/registrations.module.css'
import { answerBy, daysSince, urgencyOf } from './deletions.ts'

type Props = { request: DeletionRequestView; onOpen: () => void }

/** Who asks, since when, and until when they must be answered; the card has the rest and the decision. */
export function DeletionDetails({ request, onOpen }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const now = useStore(clock, (state) => state.now)
  const { contact, accountName, pending } = request
  const askedAt = contact.deletionRequestedAt ?? now
  const name = nameOf(contact)
  const urgency = urgencyOf(askedAt, now)
  const due = format.date(answerBy(askedAt))

  return (
    <article className={classes.details} aria-label={name}>
      <div className={classes.scroll}>
        <header className={classes.head}>
          <Avatar name={name} size={28} />
          <div className={classes.headText}>
            <h2 className={classes.name}>{name}</h2>
            <p className={classes.dim}>{accountName}</p>
          </div>
          <SignInChip contact={contact} />
        </header>
        {pending ? (
          <Notice tone="waiting" title={t(`deletions.pendingTitle.${pending}`)}>
            {t('deletions.pendingAdvice')}
          </Notice>
        ) : (
          urgency !== 'calm' && (
            <Notice
              tone={urgency === 'late' ? 'danger' : 'waiting'}
              title={t(urgency === 'late' ? 'deletions.late' : 'deletions.soon', { date: due })}
            >
              {t('deletions.law')}
            </Notice>
          )
        )}
        <dl className={classes.facts}>
          <Fact label={t('context.email')}>{contact.email}</Fact>
          <Fact label={t('context.phone')}>{contact.phone ?? t('case.empty')}</Fact>
          <Fact label={t('registrations.field.language')}>{t(`language.${contact.language}`)}</Fact>
          <Fact label={t('deletions.asked')}>
            <time dateTime={new Date(askedAt).toISOString()} title={format.exact(askedAt)}>
              {format.date(askedAt)}
            </time>
          </Fact>
          <Fact label={t('deletions.waits')}>{t('deletions.days', { count: daysSince(askedAt, now) })}</Fact>
          <Fact label={t('deletions.answerBy')}>{due}</Fact>
        </dl>
      </div>
      <div className={classes.decide}>
        <div className={classes.decideFoot}>
          <p className={classes.dim}>{t('deletions.advice')}</p>
          <Button
            size="sm"
            leftSection={<IconId size={15} stroke={1.8} aria-hidden />}
            rightSection={<ButtonKeys id="list.open" filled />}
            onClick={onOpen}
          >
            {t('registrations.openCustomer')}
          </Button>
        </div>
      </div>
    </article>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
