import type { CustomerThreadItem } from '#shared/customer-api/cases.ts'
import type { useWords } from '../../i18n/use-words.ts'

type Item = Extract<CustomerThreadItem, { type: 'rma' }>

/** What happened to a device, or to the whole repair. */
export function repairWords({ step, rmaNumber, serialNumber }: Item, t: ReturnType<typeof useWords>['t']): string {
  if (step === 'created') return t('cases.repair.line.created', { number: rmaNumber ?? '' })
  const serial = serialNumber ?? t('cases.repair.line.unknown')
  if (step === 'removed') return t('cases.repair.line.removed', { serial })
  return t('cases.repair.line.step', { serial, state: t(`cases.repair.state.${step}`) })
}
