import { IconTool } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import type { CustomerCaseDetail, CustomerRma } from '#shared/customer-api/cases.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useFormat } from '../shared/format.ts'
import { LineState } from './line-state.tsx'
import classes from './repair.module.css'

type Line = CustomerRma['lines'][number]

/** What becomes of the devices that were sent in for repair: state, tracking, and every step with its date. */
export function Repairs({ rmas }: Pick<CustomerCaseDetail, 'rmas'>) {
  return rmas.map((rma) => <Repair key={rma.id} rma={rma} />)
}

function Repair({ rma }: { rma: CustomerRma }) {
  const { t } = useWords()
  const id = useId()
  return (
    <section className={classes.repair} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        <IconTool size={22} stroke={1.8} aria-hidden="true" />
        {t('cases.repair.title', { number: rma.rmaNumber })}
      </h2>
      <ul className={classes.lines}>
        {rma.lines.map((line) => (
          <RepairLine key={line.id} line={line} rmaNumber={rma.rmaNumber} />
        ))}
      </ul>
    </section>
  )
}

function RepairLine({ line, rmaNumber }: { line: Line; rmaNumber: string }) {
  const { t } = useWords()
  const format = useFormat()
  const { warranty, newSerialNumber, rejectionReason } = line
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        <h3 className={classes.device}>
          {line.serialNumber}
          {line.model ? <span className={classes.model}>{line.model}</span> : null}
        </h3>
        <LineState state={line.state} />
      </div>
      {line.state === 'approved' ? <p>{t('cases.repair.writeNumber', { number: rmaNumber })}</p> : null}
      <dl className={classes.facts}>
        {line.fault ? <Fact name={t('cases.repair.fault')}>{line.fault}</Fact> : null}
        {line.accessories ? <Fact name={t('cases.repair.accessories')}>{line.accessories}</Fact> : null}
        {warranty === 'undecided' ? null : (
          <Fact name={t('cases.repair.costs')}>{t(`cases.repair.warranty.${warranty}`)}</Fact>
        )}
        {newSerialNumber ? <Fact name={t('cases.repair.newSerialNumber')}>{newSerialNumber}</Fact> : null}
        {rejectionReason ? <Fact name={t('cases.repair.rejectionReason')}>{rejectionReason}</Fact> : null}
        <Shipment name={t('cases.repair.inbound')} carrier={line.inboundCarrier} number={line.inboundTracking} />
        <Shipment name={t('cases.repair.outbound')} carrier={line.carrier} number={line.trackingNumber} />
      </dl>
      <details>
        <summary>{t('cases.repair.steps')}</summary>
        <ol className={classes.steps}>
          {line.steps.map(({ state, at }) => (
            // A device may come to the same state twice, but not at once.
            <li key={`${state}-${at}`}>
              <span>{t(`cases.repair.state.${state}`)}</span>
              <time dateTime={new Date(at).toISOString()}>{format.dateTime(at)}</time>
            </li>
          ))}
        </ol>
      </details>
    </li>
  )
}

function Shipment({ name, carrier, number }: { name: string; carrier: string | null; number: string | null }) {
  if (!carrier && !number) return null
  return <Fact name={name}>{[carrier, number].filter((part) => part !== null).join(', ')}</Fact>
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
