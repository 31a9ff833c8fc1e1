import { Button, Loader, Modal, Progress, Textarea } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconMinus } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { useScreen } from '../../stores/screen.ts'
import { batchFit, MAX_REPLY } from './approvals.ts'
import classes from './registrations.module.css'
import { RoleChoice } from './role-choice.tsx'
import { type BatchResult, useBatch } from './use-batch.ts'

export type BatchKind = 'approve' | 'reject'

type Props = {
  kind: BatchKind
  registrations: readonly RegistrationView[]
  /** `done`: something was decided, so that the marks have served. */
  onClose: (done: boolean) => void
}

/** The same for all marked requests: what will happen to each, then what has. */
export function BatchDialog({ kind, registrations, onClose }: Props) {
  const { t } = useTranslation()
  const { approvals } = useScreen()
  const reason = useStore(approvals, (state) => state.batchReason)
  const [role, setRole] = useState<CustomerRole>('own')
  const [attempted, setAttempted] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  // As they were when the dialog opened: decided ones leave the list underneath.
  const [all] = useState(registrations)
  const { phase, results, run } = useBatch(kind)
  const going = all.filter((one) => kind === 'reject' || batchFit(one) === 'fits')
  const settled = Object.values(results).filter(({ state }) => state !== 'running').length
  const failed = Object.values(results).filter(({ state }) => state === 'failed').length
  const tooLong = reason.trim().length > MAX_REPLY

  async function start() {
    if (kind === 'reject' && (reason.trim() === '' || tooLong)) {
      setAttempted(true)
      return field.current?.focus()
    }
    // Left as it is, the role of people who are known already does not change.
    const all = await run(going, { role: role === 'own' ? undefined : role, reason: reason.trim() })
    // For those that could not be decided they are needed again.
    if (kind === 'reject' && all) approvals.setState({ batchReason: '' })
  }

  function clear() {
    approvals.setState({ batchReason: '' })
    field.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (phase === 'asking') void start()
  }

  return (
    <Modal
      opened
      size={600}
      onClose={() => phase !== 'running' && onClose(phase === 'over')}
      closeOnClickOutside={phase !== 'running'}
      title={t(`registrations.batch.${kind}Title`, { count: all.length })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one key for the whole dialog */}
      <div className={classes.batch} onKeyDown={onKeyDown}>
        {phase === 'asking' && kind === 'approve' && (
          <>
            <p>{t('registrations.batch.approveText')}</p>
            <RoleChoice value={role} onChange={setRole} />
            <p className={classes.dim}>{t('registrations.batch.roleHint')}</p>
          </>
        )}
        {phase === 'asking' && kind === 'reject' && (
          <Textarea
            ref={field}
            data-autofocus
            label={t('registrations.reason')}
            description={t('registrations.batch.reasonHint')}
            required
            error={
              tooLong
                ? t('edit.tooLong', { length: reason.trim().length, max: MAX_REPLY })
                : attempted && reason.trim() === ''
                  ? t('registrations.reasonMissing')
                  : undefined
            }
            spellCheck
            classNames={{ input: classes.reasonField }}
            value={reason}
            onChange={(event) => approvals.setState({ batchReason: event.currentTarget.value })}
          />
        )}
        {phase !== 'asking' && (
          <div>
            <Progress.Root size="lg">
              <Progress.Section
                value={going.length > 0 ? (settled / going.length) * 100 : 100}
                color={failed > 0 ? 'orange.7' : undefined}
                aria-label={t('registrations.batch.progress')}
              />
            </Progress.Root>
            <p className={classes.batchSum} role="status">
              {phase === 'over'
                ? failed > 0
                  ? t('registrations.batch.overFailed', { done: settled - failed, failed })
                  : t('registrations.batch.over', { count: settled })
                : t('registrations.batch.running', { done: settled, of: going.length })}
            </p>
          </div>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard */}
        <ul className={classes.batchList} tabIndex={0} aria-label={t('registrations.batch.list')}>
          {all.map((registration) => (
            <BatchLine
              key={registration.id}
              kind={kind}
              registration={registration}
              result={results[registration.id]}
            />
          ))}
        </ul>
        <div className={classes.dialogActions}>
          {phase === 'asking' && (
            <>
              {kind === 'reject' && reason !== '' && (
                <Button variant="subtle" color="gray" className={classes.clearReason} onClick={clear}>
                  {t('app.clearWords')}
                </Button>
              )}
              <Button variant="default" onClick={() => onClose(false)}>
                {t('app.cancel')}
              </Button>
              <Button
                disabled={going.length === 0}
                data-autofocus={kind === 'approve' ? true : undefined}
                onClick={() => void start()}
              >
                {t(`registrations.batch.${kind}Go`, { count: going.length })}
              </Button>
            </>
          )}
          {phase !== 'asking' && (
            <Button disabled={phase === 'running'} onClick={() => onClose(true)}>
              {t('app.close')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}

type LineProps = { kind: BatchKind; registration: RegistrationView; result: BatchResult | undefined }

function BatchLine({ kind, registration, result }: LineProps) {
  const { t } = useTranslation()
  const fit = kind === 'reject' ? 'fits' : batchFit(registration)
  const [only] = registration.matches
  const Planned = fit === 'fits' ? IconCircleDashed : IconMinus
  const plan =
    kind === 'reject'
      ? registration.company
      : fit === 'fits'
        ? (only?.name ?? '')
        : t(`registrations.batch.skip.${fit}`)
  return (
    <li className={classes.batchLine} data-skipped={fit !== 'fits' || undefined}>
      <span className={classes.batchIcon} data-state={result?.state ?? (fit === 'fits' ? 'planned' : 'skipped')}>
        {result?.state === 'running' ? (
          <Loader size={14} aria-label={t('registrations.batch.progress')} />
        ) : result?.state === 'done' ? (
          <IconCircleCheck size={16} stroke={2} aria-hidden />
        ) : result?.state === 'failed' ? (
          <IconCircleX size={16} stroke={2} aria-hidden />
        ) : (
          <Planned size={16} stroke={2} aria-hidden />
        )}
      </span>
      <span className={classes.batchName}>
        {registration.firstName} {registration.lastName}
      </span>
      <span className={classes.batchPlan}>
        {result?.state === 'done'
          ? t(`registrations.batch.${kind}Done`)
          : result?.state === 'failed'
            ? result.words
            : plan}
      </span>
    </li>
  )
}
