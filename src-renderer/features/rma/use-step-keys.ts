import { legalSteps } from '#shared/domain/rma-line.ts'
import type { CommandId } from '../../app/keys/commands.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { nearestStep, type StepLine } from './steps.ts'
import { useSteps } from './use-steps.ts'

/** By the place of a step in the table: no state leads to more than four. */
export const STEP_COMMANDS = ['rma.step1', 'rma.step2', 'rma.step3', 'rma.step4'] as const satisfies CommandId[]

/** The keys that move a device on. */
export function useStepKeys(line: StepLine | null): void {
  const { begin, explainEnd } = useSteps()
  const take = (at: number) => {
    if (!line) return false
    const to = legalSteps(line.state)[at]
    if (to) begin(line, to)
    else explainEnd(line)
  }
  const towards = (side: 'forward' | 'backward') => {
    if (!line) return false
    const to = nearestStep(line.state, side)
    if (to) begin(line, to)
    else explainEnd(line)
  }
  const enabled = line !== null
  useCommand('rma.step1', () => take(0), enabled)
  useCommand('rma.step2', () => take(1), enabled)
  useCommand('rma.step3', () => take(2), enabled)
  useCommand('rma.step4', () => take(3), enabled)
  useCommand('rma.forward', () => towards('forward'), enabled)
  useCommand('rma.backward', () => towards('backward'), enabled)
}
