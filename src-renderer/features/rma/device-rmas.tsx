import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RmaCard } from '#shared/rpc/rmas.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import context from '../context/context.module.css'
import { Flags } from './flags.tsx'
import { NewRmaButton } from './new-rma-button.tsx'
import classes from './rma.module.css'
import { RmaStateChip, rmaName } from './rma-state.tsx'

type Props = { serialNumber: string; rmas: readonly RmaCard[] }

/** Every repair of a device, and the way to a new one. */
export function DeviceRmas({ serialNumber, rmas }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  return (
    <section className={context.card} aria-label={t('rma.ofDevice')}>
      <h3 className={context.heading}>{t('rma.ofDevice')}</h3>
      {rmas.length === 0 ? (
        <p className={context.dim}>{t('rma.noneOfDevice')}</p>
      ) : (
        <ul className={context.others}>
          {rmas.map((card) => (
            <li key={card.id}>
              <UnstyledButton className={context.other} onClick={() => navigation.openRma(card.rmaId, card.id)}>
                <span className={context.otherLine}>
                  <span className={classes.ofCaseNumber}>{rmaName(card.rmaNumber, t)}</span>
                  <RmaStateChip state={card.state} pending={card.pending} />
                </span>
                <span className={context.otherLine}>
                  <span className={context.otherNumber}>{card.fault || card.caseTitle}</span>
                  <span className={context.otherNumber}>{format.date(card.stateSince)}</span>
                </span>
                <Flags flags={{ ...card, pending: false }} />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <div>
        <NewRmaButton serialNumbers={[serialNumber]} />
      </div>
    </section>
  )
}
