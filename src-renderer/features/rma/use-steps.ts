import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { legalSteps, type RmaLineState } from '#shared/domain/rma-line.ts'
import type { StepWords } from '#shared/rpc/rmas.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { stateWord } from './rma-state.tsx'
import { fieldsOf, isTouched, NO_VALUES, obstacle, type StepLine } from './steps.ts'
import { RMA_UNDO } from './undo.ts'

const warning = (t: TFunction) => ({
  color: 'orange',
  autoClose: 8_000,
  closeButtonProps: { 'aria-label': t('app.close') },
})

/** Moving a device on: at once, or after its form; what cannot be is explained. */
export function useSteps() {
  const { t } = useTranslation()
  const { rmas, rmaForms, speech } = useScreen()
  const { client } = useDesk()
  const change = useChange()
  const offerUndo = useOfferUndo()

  const explain = useCallback(
    (line: StepLine, to: RmaLineState) => {
      const names = { serial: line.serialNumber, from: stateWord(line.state, t), to: stateWord(to, t) }
      const steps = legalSteps(line.state)
        .map((step) => stateWord(step, t))
        .join(', ')
      const message =
        obstacle(line, to) === 'warranty_covers'
          ? t('rma.coveredAdvice', { decision: t(`rma.warranty.${line.warranty}`) })
          : steps
            ? t('rma.illegalAdvice', { steps })
            : t('rma.noSteps')
      notifications.show({ title: t('rma.illegal', names), message, ...warning(t) })
    },
    [t],
  )

  const explainEnd = useCallback(
    (line: StepLine) => {
      const steps = legalSteps(line.state)
        .map((step) => stateWord(step, t))
        .join(', ')
      const message = steps ? t('rma.illegalAdvice', { steps }) : t('rma.noSteps')
      notifications.show({
        title: t('rma.noSuchStep', { serial: line.serialNumber, from: stateWord(line.state, t) }),
        message,
        ...warning(t),
      })
    },
    [t],
  )

  const say = useCallback(
    (text: string) => speech.setState((before) => ({ ...before, text, count: before.count + 1 })),
    [speech],
  )

  const putBack = useCallback(
    (opId: string, line: StepLine, { to, ...said }: StepWords) => {
      // What was written for it is in its form again, and need not be kept among what was lost.
      const values = { ...NO_VALUES, ...said }
      if (isTouched(values)) {
        rmaForms.setStep(line, to, values)
        void rmaForms.flush(line.caseId).then(() => client.sync.removeRecovered({ id: opId }).catch(() => {}))
      }
      rmas.setState({ follow: { lineId: line.id, state: line.state } })
      say(t('rma.steppedBack', { serial: line.serialNumber }))
    },
    [client, rmaForms, rmas, say, t],
  )

  /** True when the desk has taken it. */
  const take = useCallback(
    (line: StepLine, words: StepWords): Promise<boolean> =>
      change(async () => {
        const done = await client.rmas.step({ lineId: line.id, ...words })
        const text = t('rma.stepped', { serial: line.serialNumber, to: stateWord(words.to, t) })
        rmas.setState({ follow: { lineId: line.id, state: words.to } })
        say(text)
        offerUndo({ ...RMA_UNDO, done, words: text, onBack: () => putBack(done.opId, line, words) })
      }),
    [change, client, offerUndo, rmas, say, putBack, t],
  )

  const begin = useCallback(
    (line: StepLine, to: RmaLineState) => {
      if (obstacle(line, to) !== null) return explain(line, to)
      if (fieldsOf(line, to).length > 0) return rmas.setState({ step: { line, to } })
      void take(line, { to })
    },
    [explain, rmas, take],
  )

  return { begin, take, explain, explainEnd }
}
