import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { legalSteps } from '#shared/domain/rma-line.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { RmaPrintMenu } from '../rma-print/print-menu.tsx'
import boardClasses from './board.module.css'
import classes from './rma.module.css'
import { rmaName, STATE_LOOKS, stateWord } from './rma-state.tsx'
import { fieldsOf, obstacle, type StepLine } from './steps.ts'
import { STEP_COMMANDS, useStepKeys } from './use-step-keys.ts'
import { useSteps } from './use-steps.ts'

type Props = { line: StepLine | null; focusCard: (lineId: string) => void }

/** Under the board: where the card that the keys have reached can go, each by a key or a click. */
export function StepBar({ line, focusCard }: Props) {
  const { t } = useTranslation()
  const { rmas } = useScreen()
  const { begin } = useSteps()
  useStepKeys(line)
  useCommand('rma.step', () => rmas.setState({ menuOf: line?.id ?? null }), line !== null)
  const steps = line ? legalSteps(line.state) : []
  return (
    <section className={boardClasses.stepBar} aria-label={t('rma.stepBar')}>
      {line === null ? (
        <p className={classes.dim}>{t('rma.stepBarHint')}</p>
      ) : (
        <>
          <p className={boardClasses.stepBarName}>
            {rmaName(line.rmaNumber, t)} <strong>{line.serialNumber}</strong>
          </p>
          <RmaPrintMenu name={rmaName(line.rmaNumber, t)} />
          {steps.length === 0 && <p className={classes.dim}>{t('rma.noSteps')}</p>}
          {steps.map((to, at) => {
            const { Icon } = STATE_LOOKS[to]
            const command = STEP_COMMANDS[at]
            const asks = fieldsOf(line, to).length > 0 && obstacle(line, to) === null
            return (
              <Button
                key={to}
                size="compact-sm"
                variant="default"
                tabIndex={-1}
                leftSection={<Icon size={14} stroke={1.9} aria-hidden />}
                rightSection={command && <ButtonKeys id={command} />}
                onClick={() => {
                  focusCard(line.id)
                  begin(line, to)
                }}
              >
                {asks ? `${stateWord(to, t)} …` : stateWord(to, t)}
              </Button>
            )
          })}
        </>
      )}
    </section>
  )
}
