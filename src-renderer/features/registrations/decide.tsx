import { Button } from '@mantine/core'
import { IconCheck, IconMessageQuestion, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CUSTOMER_ROLES } from '#shared/domain/registration.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { BegunIcon } from '../../components/begun-icon.tsx'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { begunKinds } from './approvals.ts'
import { CompanyPicker } from './company-picker.tsx'
import classes from './registrations.module.css'
import { ReplyForm } from './reply-form.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useDecision } from './use-approvals.ts'

type Props = { registration: RegistrationView; ordered: readonly RegistrationView[] }

/** Approve into a company with a role, reject with a reason, or ask. */
export function Decide({ registration, ordered }: Props) {
  const { t } = useTranslation()
  const decision = useDecision(registration, ordered)
  const { company, role, reply, busy } = decision
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLElement>(null)

  function focusCompany() {
    const choices = box.current?.querySelectorAll<HTMLElement>('[data-company-choice]')
    const chosen = [...(choices ?? [])].find((choice) => choice instanceof HTMLInputElement && choice.checked)
    ;(chosen ?? choices?.[0])?.focus()
  }

  async function approve() {
    if (company) return void (await decision.approve())
    setMissing(true)
    focusCompany()
  }

  const idle = !reply?.open
  const begun = reply ? begunKinds(reply) : []
  useCommand('registrations.approve', () => void approve(), idle)
  useCommand('registrations.reject', () => decision.begin('reject'), idle)
  useCommand('registrations.ask', () => decision.begin('ask'), idle)
  useCommand('registrations.company', focusCompany, idle)
  useCommand(
    'registrations.role',
    () => decision.setRole(CUSTOMER_ROLES[(CUSTOMER_ROLES.indexOf(role) + 1) % CUSTOMER_ROLES.length] ?? 'own'),
    idle,
  )

  return (
    <section ref={box} className={classes.decide} aria-label={t('registrations.decision')}>
      {reply?.open ? (
        <ReplyForm key={reply.open} kind={reply.open} reply={reply} decision={decision} />
      ) : (
        <>
          <CompanyPicker
            registration={registration}
            company={company}
            missing={missing && company === null}
            onChoose={(next) => {
              setMissing(false)
              decision.setCompany(next)
            }}
          />
          <div className={classes.decideFoot}>
            <RoleChoice value={role} onChange={decision.setRole} />
            <div className={classes.actions}>
              <Button
                size="sm"
                variant="default"
                leftSection={begun.includes('ask') ? <BegunIcon /> : <IconMessageQuestion size={16} aria-hidden />}
                rightSection={<ButtonKeys id="registrations.ask" />}
                disabled={busy}
                onClick={() => decision.begin('ask')}
              >
                {t('registrations.ask')}
              </Button>
              <Button
                size="sm"
                variant="default"
                leftSection={begun.includes('reject') ? <BegunIcon /> : <IconX size={16} aria-hidden />}
                rightSection={<ButtonKeys id="registrations.reject" />}
                disabled={busy}
                onClick={() => decision.begin('reject')}
              >
                {t('registrations.reject')}
              </Button>
              <Button
                size="sm"
                leftSection={<IconCheck size={16} aria-hidden />}
                rightSection={<ButtonKeys id="registrations.approve" filled />}
                disabled={busy}
                onClick={() => void approve()}
              >
                {t('registrations.approve')}
              </Button>
            </div>
          </div>
        </>
      )}
    </section>
  )
}
