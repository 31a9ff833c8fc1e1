import type { CustomerEstimate } from '#shared/customer-api/cases.ts'
import { estimateTotals, itemTotal } from '#shared/domain/estimate.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useFormat } from '../shared/format.ts'
import { useWide } from '../shared/use-wide.ts'
import classes from './estimate.module.css'

type Items = CustomerEstimate['items']

/** Every item, then the totals, as on an invoice. */
export function EstimateItems({ items }: { items: Items }) {
  const roomy = useWide('(min-width: 640px)')
  return (
    <>
      {roomy ? <ItemTable items={items} /> : <ItemList items={items} />}
      <Totals items={items} />
    </>
  )
}

function ItemTable({ items }: { items: Items }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{t('cases.estimate.items')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cases.estimate.description')}</th>
          <th scope="col">{t('cases.estimate.quantity')}</th>
          <th scope="col">{t('cases.estimate.unitPrice')}</th>
          <th scope="col">{t('cases.estimate.vatRate')}</th>
          <th scope="col">{t('cases.estimate.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items are never moved, and two may be alike.
          <tr key={at}>
            <th scope="row">{item.description}</th>
            <td className={classes.money}>{format.quantity(item.quantity)}</td>
            <td className={classes.money}>{format.money(item.unitPrice)}</td>
            <td className={classes.money}>{format.percent(item.vatRate)}</td>
            <td className={classes.money}>{format.money(itemTotal(item))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ItemList({ items }: { items: Items }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <ul className={classes.items} aria-label={t('cases.estimate.items')}>
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items are never moved, and two may be alike.
        <li key={at} className={classes.item}>
          <span className={classes.itemName}>{item.description}</span>
          <dl className={classes.itemFacts}>
            <dt>{t('cases.estimate.quantity')}</dt>
            <dd className={classes.money}>{format.quantity(item.quantity)}</dd>
            <dt>{t('cases.estimate.unitPrice')}</dt>
            <dd className={classes.money}>{format.money(item.unitPrice)}</dd>
            <dt>{t('cases.estimate.vatRate')}</dt>
            <dd className={classes.money}>{format.percent(item.vatRate)}</dd>
            <dt>{t('cases.estimate.amount')}</dt>
            <dd className={classes.money}>{format.money(itemTotal(item))}</dd>
          </dl>
        </li>
      ))}
    </ul>
  )
}

function Totals({ items }: { items: Items }) {
  const { t } = useWords()
  const format = useFormat()
  const { net, vat, gross } = estimateTotals(items)
  return (
    <dl className={classes.totals}>
      <dt>{t('cases.estimate.net')}</dt>
      <dd className={classes.money}>{format.money(net)}</dd>
      {vat.map((one) => (
        <Vat key={one.rate} {...one} />
      ))}
      <dt className={classes.gross}>{t('cases.estimate.gross')}</dt>
      <dd className={`${classes.gross} ${classes.money}`}>{format.money(gross)}</dd>
    </dl>
  )
}

function Vat({ rate, net, vat }: { rate: number; net: number; vat: number }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <>
      <dt>{t('cases.estimate.vat', { rate: format.percent(rate), net: format.money(net) })}</dt>
      <dd className={classes.money}>{format.money(vat)}</dd>
    </>
  )
}
