import { Button, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { isOpen } from '#shared/domain/status.ts'
import { caseName } from '../../components/case-number.ts'
import { Notice } from '../../components/notice.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useCase } from '../../rpc/reads.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useReading } from '../../rpc/use-reading.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { CaseChoice } from './case-choice.tsx'
import formClasses from './form.module.css'
import { LineForms } from './line-form.tsx'
import { faultsOf, isFilled, type LineFaults, newLine, sendingOf, untilAttempted, withSerials } from './line-values.ts'
import classes from './rma.module.css'
import { NO_WORDS } from './rma-forms.ts'
import type { NewRma as Creation } from './rmas.ts'

/** A new RMA, from wherever it was begun: first its case, then its devices. */
export function NewRma() {
  const { t } = useTranslation()
  const { rmas } = useScreen()
  const creation = useStore(rmas, (state) => state.creation)
  const [busy, setBusy] = useState(false)
  if (!creation) return null
  // A second one could be made beside the one that is on its way.
  const close = () => busy || rmas.setState({ creation: null })
  return (
    <Modal
      opened
      size={660}
      onClose={close}
      title={t('rma.newTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {creation.caseId === null ? (
        <CaseChoice
          serialNumbers={creation.serialNumbers}
          onChoose={(caseId) => rmas.setState({ creation: { ...creation, caseId } })}
        />
      ) : (
        <Restored key={creation.caseId} caseId={creation.caseId} {...{ creation, busy, setBusy }} onClose={close} />
      )}
    </Modal>
  )
}

type FormProps = {
  caseId: string
  creation: Creation
  busy: boolean
  setBusy: (busy: boolean) => void
  onClose: () => void
}

/** The form opens once it is known whether one was begun for the case before. */
function Restored(props: FormProps) {
  const { rmaForms } = useScreen()
  const { t } = useTranslation()
  const { caseId } = props
  const { data } = useCase(caseId)
  const reading = useReading(useCallback(() => rmaForms.restore(caseId), [rmaForms, caseId]))
  if (reading === 'failed') return <Notice tone="danger" live="alert" title={t('app.unread')} />
  return reading === 'done' && data?.case.id === caseId ? (
    <Form
      {...props}
      number={data.case.caseNumber}
      title={data.case.title}
      serial={data.case.serialNumber}
      open={isOpen(data.case.status)}
    />
  ) : null
}

type CaseProps = { number: string; title: string; serial: string | null; open: boolean }

function Form({ caseId, creation, busy, setBusy, onClose, number, title, serial, open }: FormProps & CaseProps) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { rmas, rmaForms } = useScreen()
  const navigation = useNavigation()
  const change = useChange()
  const begun = useStore(rmaForms.state, (all) => (all[caseId] ?? NO_WORDS).lines)
  const { serialNumbers } = creation
  const first = useMemo(
    () => withSerials([], serialNumbers.length > 0 ? serialNumbers : serial ? [serial] : [], ''),
    [serialNumbers, serial],
  )
  // What comes from elsewhere joins what was begun, once.
  useEffect(() => {
    const before = rmaForms.state.getState()[caseId]?.lines ?? null
    if (before === null || serialNumbers.length === 0) return
    rmaForms.setLines(caseId, withSerials(before, serialNumbers, ''))
  }, [rmaForms, caseId, serialNumbers])
  const lines = begun ?? first
  const [attempted, setAttempted] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const faults = faultsOf(lines)
  const nothing = !lines.some(isFilled)
  const told: LineFaults[] = attempted ? (nothing ? [{ serialNumber: 'missing' }] : faults) : faults.map(untilAttempted)

  const focusSerial = (position: number) =>
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>(`[data-line-field="${position}:serialNumber"]`)?.focus(),
    )

  // It comes after the dialog: first the case is chosen, or what was begun is read.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input')?.focus()
  }, [])

  async function send() {
    setAttempted(true)
    if (busy) return
    const at = nothing ? 0 : faults.findIndex((fault) => Object.keys(fault).length > 0)
    if (at >= 0) return focusSerial(at + 1)
    setBusy(true)
    await change(async () => {
      const { rmaId } = await client.rmas.create({ caseId, lines: sendingOf(lines) })
      rmaForms.created(caseId)
      rmas.setState({ creation: null })
      navigation.openRma(rmaId)
      notifications.show({ message: t('rma.created'), withCloseButton: false, autoClose: 3_500 })
    })
    setBusy(false)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey)) return
    event.preventDefault()
    void send()
  }

  return (
    <form
      ref={form}
      className={formClasses.form}
      noValidate
      aria-label={t('rma.newTitle')}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className={formClasses.formLead}>
        <span>{t('rma.ofCase', { number: caseName(number, t) })}</span>
        <span className={classes.dim}>{title}</span>
      </p>
      {!open && <Notice tone="waiting" title={t('rma.caseClosed')} />}
      <LineForms
        lines={lines}
        readOnly={busy}
        told={told}
        onLines={(next) => rmaForms.setLines(caseId, next)}
        onAdd={() => {
          rmaForms.setLines(caseId, [...lines, newLine()])
          focusSerial(lines.length + 1)
        }}
      />
      <footer className={formClasses.formFoot}>
        <p className={classes.dim}>{begun !== null && t('rma.kept')}</p>
        {begun !== null && (
          <Button variant="subtle" color="gray" disabled={busy} onClick={() => rmaForms.setLines(caseId, null)}>
            {t('rma.clear')}
          </Button>
        )}
        <Button variant="default" disabled={busy} onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={!open}
          rightSection={
            <kbd className={formClasses.kbd} aria-hidden>
              Ctrl ↵
            </kbd>
          }
        >
          {t('rma.create')}
        </Button>
      </footer>
    </form>
  )
}
