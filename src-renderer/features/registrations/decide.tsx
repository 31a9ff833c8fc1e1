import { Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RegistrationDecision } from '#shared/portal-api/operations.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from './registrations.module.css'

const MAX_REASON = 2_000

/** Approve, or reject with a reason that the applicant is told. A reason that was begun waits while another is shown. */
export function Decide({ registration }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const { reasons } = useScreen()
  const change = useChange()
  const { id } = registration
  const reason = useStore(reasons, (state) => state[id])
  const [busy, setBusy] = useState(false)
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const rejecting = reason !== undefined
  const tooLong = (reason?.length ?? 0) > MAX_REASON
  useEffect(() => {
    if (rejecting) field.current?.focus()
  }, [rejecting])

  const setReason = (text: string | undefined) => {
    setMissing(false)
    reasons.setState((before) => ({ ...before, [id]: text }))
  }

  async function decide(decision: RegistrationDecision) {
    const text = reason?.trim() ?? ''
    if (decision === 'rejected' && (text === '' || tooLong)) {
      setMissing(text === '')
      return field.current?.focus()
    }
    setBusy(true)
    const done = await change((desk) =>
      desk.registrations.decide({ registrationId: id, decision, reason: decision === 'rejected' ? text : null }),
    )
    setBusy(false)
    if (!done) return
    setReason(undefined)
    const message = t(`registrations.done.${decision}`, { name: `${registration.firstName} ${registration.lastName}` })
    notifications.show({ message, withCloseButton: false, autoClose: 3_000 })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void decide('rejected')
    else if (event.key === 'Escape') setReason(undefined)
    else return
    event.preventDefault()
  }

  if (!rejecting) {
    return (
      <div className={classes.actions}>
        <Button
          size="sm"
          leftSection={<IconCheck size={16} aria-hidden />}
          disabled={busy}
          onClick={() => void decide('approved')}
        >
          {t('registrations.approve')}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          disabled={busy}
          onClick={() => setReason('')}
        >
          {t('registrations.reject')}
        </Button>
        <p className={classes.hint}>{t('registrations.approveHint')}</p>
      </div>
    )
  }
  return (
    <div className={classes.reject}>
      <Textarea
        ref={field}
        label={t('registrations.reason')}
        description={t('registrations.reasonHint')}
        required
        error={
          missing
            ? t('registrations.reasonMissing')
            : tooLong
              ? t('edit.tooLong', { length: reason.length, max: MAX_REASON })
              : undefined
        }
        spellCheck
        classNames={{ input: classes.reasonField }}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button size="sm" disabled={busy} onClick={() => void decide('rejected')}>
          {t('registrations.rejectSend')}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={() => setReason(undefined)}>
          {t('app.cancel')}
        </Button>
      </div>
    </div>
  )
}
