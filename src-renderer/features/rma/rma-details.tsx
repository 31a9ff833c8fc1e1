import { ActionIcon, Button, Loader, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconArrowLeft, IconCopy } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { isOpen } from '#shared/domain/status.ts'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { Hint } from '../../components/hint.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { Time } from '../../components/time.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useReading } from '../../rpc/use-reading.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { RmaPrinting } from '../rma-print/rma-printing.tsx'
import { AddLine } from './add-line.tsx'
import detailsClasses from './details.module.css'
import { Flags } from './flags.tsx'
import { LineCard } from './line-card.tsx'
import { RefusedNotice } from './refused.tsx'
import classes from './rma.module.css'
import { RmaActions } from './rma-actions.tsx'
import { RmaEstimate, useBeginEstimate } from './rma-estimate.tsx'
import { RmaSide } from './rma-side.tsx'
import { RmaStateChip, rmaName } from './rma-state.tsx'
import type { StepLine } from './steps.ts'
import { useStepKeys } from './use-step-keys.ts'

/** One RMA whole. */
export function RmaDetails({ rmaId }: { rmaId: string }) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { rmas, rmaForms } = useScreen()
  const navigation = useNavigation()
  const { data, error, refetch } = useQuery(
    queries.rmas.get.queryOptions({ input: { rmaId }, placeholderData: keepPreviousData, refetchInterval: 60_000 }),
  )
  const caseId = data?.case.id
  useReading(useCallback(async () => caseId && rmaForms.restore(caseId), [rmaForms, caseId]))
  useCommand('case.back', () => leave())

  function leave() {
    const { cameFrom, lineId } = rmas.getState()
    rmas.setState({ rmaId: null, adding: false, follow: lineId === null ? null : { lineId, state: null } })
    if (cameFrom !== 'rmas') navigation.go(cameFrom)
  }

  if (data) return <Details detail={data} onBack={leave} />
  if (error) {
    const words = errorWords(error, t)
    return (
      <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice}>
        <Button variant="default" onClick={leave}>
          {t('rma.back')}
        </Button>
        <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
      </Empty>
    )
  }
  return (
    <div className={`${classes.loading} late`}>
      <Loader size="sm" aria-label={t('app.loading')} />
    </div>
  )
}

function Details({ detail, onBack }: { detail: RmaDetail; onBack: () => void }) {
  const { t } = useTranslation()
  const { rmas, view } = useScreen()
  const navigation = useNavigation()
  const lineId = useStore(rmas, (state) => state.lineId)
  const adding = useStore(rmas, (state) => state.adding)
  const estimating = useStore(view, (state) => state.overlay === 'estimate')
  const page = useRef<HTMLElement>(null)
  const { rma, lines } = detail
  const active = lines.find(({ id }) => id === lineId) ?? lines[0] ?? null
  const name = rmaName(rma.rmaNumber, t)
  const open = isOpen(detail.case.status)
  const beginEstimate = useBeginEstimate(detail)

  // While a conflict waits, the keys are its choices.
  const free = active !== null && active.conflicts.length === 0
  const stepLine: StepLine | null = free ? { ...active, rmaNumber: rma.rmaNumber } : null
  useStepKeys(stepLine)
  useCommand('rma.step', () => rmas.setState({ menuOf: active?.id ?? null }), active !== null)
  useCommand('rma.case', () => navigation.openCase(detail.case.id))
  useCommand('rma.copy', copy, rma.rmaNumber !== '')
  useCommand('rma.addLine', () => rmas.setState({ adding: true }), open)
  useCommand('rma.estimate', () => void beginEstimate(), open)
  useCommand('list.next', () => focusLine(1))
  useCommand('list.previous', () => focusLine(-1))

  function focusLine(delta: number) {
    const at = lines.findIndex(({ id }) => id === active?.id)
    const next = lines[Math.max(0, Math.min(lines.length - 1, at + delta))]
    if (!next) return
    rmas.setState({ lineId: next.id })
    const element = page.current?.querySelector<HTMLElement>(`[data-line="${next.id}"]`)
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest' })
  }

  // Whoever comes here by keys goes on by keys: at the device that was chosen.
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) return
    first.current = false
    const element = page.current?.querySelector<HTMLElement>(`[data-line="${active?.id}"]`)
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest' })
  }, [active])

  // A form that has closed, or a step, leaves the focus nowhere.
  const follow = useStore(rmas, (state) => state.follow)
  useEffect(() => {
    if (!follow) return
    rmas.setState({ follow: null })
    if (document.activeElement !== document.body) return
    page.current?.querySelector<HTMLElement>(`[data-line="${follow.lineId}"]`)?.focus({ preventScroll: true })
  }, [follow, rmas])

  function copy() {
    void navigator.clipboard.writeText(rma.rmaNumber).then(() =>
      notifications.show({
        message: t('rma.copied', { number: rma.rmaNumber }),
        withCloseButton: false,
        autoClose: 2_500,
      }),
    )
  }

  return (
    <article ref={page} className={detailsClasses.details} aria-label={name}>
      <header className={classes.header}>
        <Hint id="case.back" label={t('rma.back')}>
          <UnstyledButton className={classes.backButton} aria-label={t('rma.back')} onClick={onBack}>
            <IconArrowLeft size={17} stroke={1.9} aria-hidden />
          </UnstyledButton>
        </Hint>
        <h1 className={classes.title}>{name}</h1>
        {rma.rmaNumber !== '' && (
          <Hint id="rma.copy">
            <ActionIcon size="sm" aria-label={t('keys.command.rma.copy')} onClick={copy}>
              <IconCopy size={15} stroke={1.8} aria-hidden />
            </ActionIcon>
          </Hint>
        )}
        <RmaStateChip state={rma.state} />
        <Flags flags={rma} />
        <p className={classes.counts}>
          {t('rma.createdBy', { name: rma.createdByName ?? t('rma.portal') })} <Time at={rma.createdAt} />
        </p>
        <span className={classes.space} />
        <div className={classes.actions}>
          <RmaActions
            detail={detail}
            onAddLine={() => rmas.setState({ adding: true })}
            onEstimate={() => void beginEstimate()}
          />
        </div>
      </header>
      <div className={detailsClasses.body}>
        <div className={detailsClasses.lines}>
          <RefusedNotice refused={detail.refused} />
          {lines.map((line) => (
            <LineCard
              key={line.id}
              line={line}
              detail={detail}
              active={line.id === active?.id}
              onActive={() => rmas.getState().lineId !== line.id && rmas.setState({ lineId: line.id })}
            />
          ))}
        </div>
        <RmaSide detail={detail} />
      </div>
      <RmaPrinting rmaId={rma.id} />
      {adding && open && <AddLine detail={detail} />}
      {estimating && <RmaEstimate caseId={detail.case.id} />}
    </article>
  )
}
