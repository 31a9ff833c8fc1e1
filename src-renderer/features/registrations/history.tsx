import { IconCircleCheck, IconCircleX, IconMessage2, IconMessageQuestion, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import { useAgents } from '../../rpc/reads.ts'
import classes from './registrations.module.css'
import { Section } from './section.tsx'

type Step = RegistrationView['history'][number]

const LOOKS = {
  sent: { Icon: IconSend, tone: 'active' },
  asked: { Icon: IconMessageQuestion, tone: 'active' },
  answered: { Icon: IconMessage2, tone: 'waiting' },
  approved: { Icon: IconCircleCheck, tone: 'good' },
  rejected: { Icon: IconCircleX, tone: 'closed' },
} as const satisfies Record<Step['step'], { Icon: typeof IconSend; tone: string }>

/** What has happened with the request so far, oldest first. */
export function History({ registration }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const { data: agents } = useAgents()
  const applicant = `${registration.firstName} ${registration.lastName}`
  const who = ({ agentId, step }: Step) => {
    if (agentId !== null) return agents?.find(({ id }) => id === agentId)?.name ?? t('thread.unknownAuthor')
    return step === 'sent' || step === 'answered' ? applicant : t('registrations.portal')
  }
  return (
    <Section title={t('registrations.history')}>
      <ol className={classes.timeline}>
        {registration.history.map((step) => {
          const { Icon, tone } = LOOKS[step.step]
          return (
            <li key={`${step.at}-${step.step}`} className={classes.step}>
              <span className={classes.stepIcon} data-tone={tone}>
                <Icon size={14} stroke={2} aria-hidden />
              </span>
              <div className={classes.stepText}>
                <p>
                  <span className={classes.strong}>{t(`registrations.step.${step.step}`)}</span>
                  <span className={classes.dim}>
                    {' '}
                    {who(step)} · <Time at={step.at} />
                  </span>
                </p>
                {step.text && step.text !== registration.explanation && (
                  <blockquote className={classes.reason}>{step.text}</blockquote>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
