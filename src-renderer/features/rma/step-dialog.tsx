import { Button, Modal } from '@mantine/core'
import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { UnreadDialog } from '../../components/unread-dialog.tsx'
import { useReading } from '../../rpc/use-reading.ts'
import { useScreen } from '../../stores/screen.ts'
import formClasses from './form.module.css'
import classes from './rma.module.css'
import { NO_WORDS, stepName } from './rma-forms.ts'
import { rmaName, stateWord } from './rma-state.tsx'
import type { AskedStep } from './rmas.ts'
import { StepFieldInput } from './step-field.tsx'
import { fieldsOf, isTouched, NO_VALUES, problemOf, type StepField, type StepValues, wordsOf } from './steps.ts'
import { useSteps } from './use-steps.ts'

/** Asks for what a step needs; shown wherever the step was begun. */
export function StepDialog() {
  const { rmas } = useScreen()
  const step = useStore(rmas, (state) => state.step)
  return step && <Asking key={`${step.line.id}:${step.to}`} step={step} />
}

/** Begun words wait with the case; the dialog opens once it is known whether there are any. */
function Asking({ step }: { step: AskedStep }) {
  const { t } = useTranslation()
  const { rmas, rmaForms } = useScreen()
  const { caseId } = step.line
  const reading = useReading(useCallback(() => rmaForms.restore(caseId), [rmaForms, caseId]))
  if (reading === 'failed') {
    const title = t('rma.stepTitle', { to: stateWord(step.to, t) })
    return <UnreadDialog title={title} onClose={() => rmas.setState({ step: null })} />
  }
  return reading === 'done' && <Dialog step={step} />
}

function Dialog({ step: { line, to } }: { step: AskedStep }) {
  const { t } = useTranslation()
  const { rmas, rmaForms } = useScreen()
  const { take } = useSteps()
  const words = useStore(rmaForms.state, (all) => all[line.caseId] ?? NO_WORDS)
  const values = words.steps[stepName(line.id, to)] ?? NO_VALUES
  const [attempted, setAttempted] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const fields = fieldsOf(line, to)
  // A covered repair is never asked about, so the one decision that is left is made by the step itself.
  const decided: StepValues = to === 'awaiting_approval' ? { ...values, warranty: 'out_of_warranty' } : values
  const fault = problemOf(line, to, decided)
  const close = () => rmas.setState({ step: null, follow: { lineId: line.id, state: null } })
  const put = (field: StepField, value: string) => rmaForms.setStep(line, to, { ...values, [field]: value })

  async function send() {
    setAttempted(true)
    if (busy) return
    if (fault !== null) {
      form.current?.querySelector<HTMLElement>(`[data-step-field="${fault.field}"]`)?.focus()
      return
    }
    setBusy(true)
    const done = await take(line, wordsOf(decided, to))
    setBusy(false)
    if (!done) return
    rmas.setState({ step: null, follow: { lineId: line.id, state: to } })
    rmaForms.setStep(line, to, null)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey)) return
    event.preventDefault()
    void send()
  }

  return (
    <Modal
      opened
      size={460}
      onClose={close}
      title={t('rma.stepTitle', { to: stateWord(to, t) })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        ref={form}
        className={formClasses.form}
        noValidate
        aria-label={t('rma.stepTitle', { to: stateWord(to, t) })}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <p className={formClasses.formLead}>
          <span className={classes.serial}>{line.serialNumber}</span>
          <span className={classes.dim}>
            {[line.model, rmaName(line.rmaNumber, t), stateWord(line.state, t)].filter(Boolean).join(' · ')}
          </span>
        </p>
        {fields.map((field, at) => (
          <StepFieldInput
            key={field}
            field={field}
            to={to}
            value={decided[field]}
            autoFocus={at === 0}
            readOnly={busy}
            fault={attempted && fault?.field === field ? fault.problem : null}
            onChange={(value) => put(field, value)}
          />
        ))}
        <footer className={formClasses.formFoot}>
          <p className={classes.dim}>{isTouched(values) && t('rma.kept')}</p>
          <Button variant="default" disabled={busy} onClick={close}>
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            rightSection={
              <kbd className={formClasses.kbd} aria-hidden>
                Ctrl ↵
              </kbd>
            }
          >
            {t('rma.takeStep')}
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
