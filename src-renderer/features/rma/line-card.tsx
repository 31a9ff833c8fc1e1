import { ActionIcon, Anchor, Button } from '@mantine/core'
import { IconDots, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RmaDetail, RmaLineView } from '#shared/rpc/rmas.ts'
import { Hint } from '../../components/hint.tsx'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { Time } from '../../components/time.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import detailsClasses from './details.module.css'
import { Flags } from './flags.tsx'
import { LineField } from './line-field.tsx'
import { RefusedNotice } from './refused.tsx'
import classes from './rma.module.css'
import { RmaStateChip, STATE_LOOKS, stateWord } from './rma-state.tsx'
import { StepMenu } from './step-menu.tsx'
import { fieldsOf, obstacle, type StepLine } from './steps.ts'
import { useRemoveLine } from './use-remove-line.ts'
import { STEP_COMMANDS } from './use-step-keys.ts'
import { useSteps } from './use-steps.ts'
import { WarrantyField } from './warranty-field.tsx'

type Props = { line: RmaLineView; detail: RmaDetail; active: boolean; onActive: () => void }

/** One device of an RMA: where it stands, where it can go, and everything that is known of it, edited in place. */
export function LineCard({ line, detail, active, onActive }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const { rmas } = useScreen()
  const menuOpen = useStore(rmas, (state) => state.menuOf === line.id)
  const removal = useRemoveLine(line, detail, active)
  const { begin } = useSteps()
  const stepLine: StepLine = { ...line, rmaNumber: detail.rma.rmaNumber }
  const { device, replacement } = line
  const back = () => document.querySelector<HTMLElement>(`[data-line="${line.id}"]`)?.focus({ preventScroll: true })

  return (
    <section
      className={detailsClasses.line}
      aria-label={t('rma.device', { serial: line.serialNumber })}
      data-line={line.id}
      data-active={active || undefined}
      tabIndex={-1}
      onFocus={onActive}
      onPointerDown={onActive}
    >
      <header className={detailsClasses.lineHead}>
        <h2 className={detailsClasses.lineName}>
          {device ? (
            <Anchor component="button" type="button" onClick={() => navigation.openDevice(device.id)}>
              {line.serialNumber}
            </Anchor>
          ) : (
            line.serialNumber
          )}
        </h2>
        <span className={classes.dim}>{line.model || device?.model}</span>
        <span className={classes.space} />
        <Flags flags={line} />
        <RmaStateChip state={line.state} pending={line.pending} />
        <span className={classes.dim}>
          <Time at={line.stateSince} brief />
        </span>
      </header>
      {line.conflicts.map((conflict, at) => (
        <ConflictCard key={conflict.opId} {...conflict} subject={line.serialNumber} keys={active && at === 0} />
      ))}
      <RefusedNotice refused={line.refused} />
      <fieldset className={detailsClasses.lineSteps} aria-label={t('rma.stepsOf', { serial: line.serialNumber })}>
        {line.steps.length === 0 && <p className={classes.dim}>{t('rma.noSteps')}</p>}
        {line.steps.map((to, at) => {
          const { Icon } = STATE_LOOKS[to]
          const command = STEP_COMMANDS[at]
          const asks = fieldsOf(line, to).length > 0 && obstacle(line, to) === null
          return (
            <Button
              key={to}
              size="compact-sm"
              variant={at === 0 ? 'light' : 'default'}
              leftSection={<Icon size={14} stroke={1.9} aria-hidden />}
              rightSection={active && command && line.conflicts.length === 0 ? <ButtonKeys id={command} /> : undefined}
              onClick={() => begin(stepLine, to)}
            >
              {asks ? `${stateWord(to, t)} …` : stateWord(to, t)}
            </Button>
          )
        })}
        {line.steps.length > 0 && (
          <StepMenu
            line={stepLine}
            opened={menuOpen}
            onChoose={(to) => begin(stepLine, to)}
            onClose={() => {
              rmas.setState({ menuOf: null })
              back()
            }}
          >
            <ActionIcon
              aria-label={t('rma.stepsOf', { serial: line.serialNumber })}
              onClick={() => rmas.setState({ menuOf: line.id })}
            >
              <IconDots size={16} stroke={1.8} aria-hidden />
            </ActionIcon>
          </StepMenu>
        )}
        <span className={classes.space} />
        {removal && (
          <Hint id="rma.removeLine">
            <ActionIcon aria-label={t('rma.remove', { serial: line.serialNumber })} onClick={() => void removal()}>
              <IconTrash size={16} stroke={1.8} aria-hidden />
            </ActionIcon>
          </Hint>
        )}
      </fieldset>
      <div className={detailsClasses.fields}>
        <LineField line={line} field="fault" />
        <LineField line={line} field="diagnosis" internal />
        <LineField line={line} field="accessories" />
        <LineField line={line} field="work" internal />
        <WarrantyField line={line} />
        <LineField line={line} field="parts" internal />
      </div>
      <dl className={detailsClasses.facts}>
        <Fact label={t('rma.result')}>{resultOf(line, t)}</Fact>
        {line.newSerialNumber && (
          <Fact label={t('rma.newSerial')}>
            {replacement ? (
              <Anchor component="button" type="button" onClick={() => navigation.openDevice(replacement.id)}>
                {line.newSerialNumber}
              </Anchor>
            ) : (
              line.newSerialNumber
            )}
          </Fact>
        )}
        {line.rejectionReason && <Fact label={t('rma.reason')}>{line.rejectionReason}</Fact>}
        <Fact label={t('rma.receivedAt')}>{line.receivedAt && format.date(line.receivedAt)}</Fact>
        <Fact label={t('rma.shippedAt')}>{line.shippedAt && format.date(line.shippedAt)}</Fact>
        {(line.inboundCarrier || line.inboundTracking) && (
          <Fact label={t('rma.inbound')}>{[line.inboundCarrier, line.inboundTracking].filter(Boolean).join(', ')}</Fact>
        )}
        {line.dueAt !== null && <Fact label={t('rma.due')}>{format.date(line.dueAt)}</Fact>}
      </dl>
      <div className={detailsClasses.shortFields}>
        <LineField line={line} field="serialNumber" />
        <LineField line={line} field="model" />
        <LineField line={line} field="carrier" />
        <LineField line={line} field="trackingNumber" />
      </div>
    </section>
  )
}

function resultOf({ state, history }: RmaLineView, t: ReturnType<typeof useTranslation>['t']): ReactNode {
  const ends = ['repaired', 'replaced', 'rejected'] as const
  const result = ends.find((end) => end === state || history.some((event) => event.state === end))
  return result ? stateWord(result, t) : null
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={detailsClasses.fact}>
      <dt>{label}</dt>
      <dd>{children ?? <span className={classes.dim}>{t('case.empty')}</span>}</dd>
    </div>
  )
}
