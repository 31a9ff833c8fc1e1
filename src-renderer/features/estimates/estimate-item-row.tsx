import { ActionIcon, NativeSelect, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { itemTotal, VAT_RATES } from '#shared/domain/estimate.ts'
import { useFormat } from '../../components/use-format.tsx'
import { parseHundredths } from './amounts.ts'
import { countedItem, type ItemFaults, type ItemField, type ItemValues } from './estimate-form.ts'
import classes from './estimates.module.css'

type Props = {
  item: ItemValues
  at: number
  faults: ItemFaults
  /** The only line there is: it is emptied rather than removed. */
  only: boolean
  /** While it is being sent. */
  readOnly: boolean
  onChange: (change: Partial<ItemValues>) => void
  onRemove: () => void
  /** Enter: on to the next line, which comes when there is none. */
  onNext: () => void
}

export function EstimateItemRow({ item, at, faults, only, readOnly, onChange, onRemove, onNext }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const position = at + 1
  const faultId = `estimate-fault-${item.key}`
  const counted = countedItem(item, format.groupSign)
  const says = [
    faults.description && t(`estimates.fault.description.${faults.description}`),
    faults.quantity && t(`estimates.fault.quantity.${faults.quantity}`),
    faults.unitPrice && t(`estimates.fault.unitPrice.${faults.unitPrice}`),
  ].filter((words) => words !== undefined)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onNext()
  }
  /** Numbers are shown as the language writes them, once they are left. */
  function tidy(field: 'quantity' | 'unitPrice') {
    const value = parseHundredths(item[field], format.groupSign)
    if (value !== null) onChange({ [field]: field === 'quantity' ? format.hundredths(value) : format.amount(value) })
  }
  const field = (name: ItemField) => ({
    'data-field': name,
    'aria-label': t('estimates.itemField', { field: t(`estimates.field.${name}`), position }),
    'aria-invalid': faults[name] ? true : undefined,
    'aria-describedby': faults[name] ? faultId : undefined,
    error: faults[name] !== undefined,
    readOnly,
    value: item[name],
    onKeyDown,
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange({ [name]: event.currentTarget.value }),
  })

  return (
    <>
      <tr data-item>
        <td>
          <TextInput
            {...field('description')}
            data-autofocus={at === 0 ? true : undefined}
            spellCheck
            placeholder={at === 0 ? t('estimates.descriptionExample') : undefined}
          />
        </td>
        <td>
          <TextInput
            {...field('quantity')}
            inputMode="decimal"
            onFocus={(event) => event.currentTarget.select()}
            classNames={{ input: classes.number }}
            onBlur={() => tidy('quantity')}
          />
        </td>
        <td>
          <TextInput
            {...field('unitPrice')}
            inputMode="decimal"
            onFocus={(event) => event.currentTarget.select()}
            classNames={{ input: classes.number }}
            onBlur={() => tidy('unitPrice')}
          />
        </td>
        <td>
          <NativeSelect
            aria-label={t('estimates.itemField', { field: t('estimates.field.vat'), position })}
            data={VAT_RATES.map((rate) => ({ value: String(rate), label: format.rate(rate) }))}
            disabled={readOnly}
            value={String(item.vatRate)}
            onChange={(event) => onChange({ vatRate: Number(event.currentTarget.value) })}
          />
        </td>
        <td className={classes.sum}>{counted ? format.money(itemTotal(counted)) : t('case.empty')}</td>
        <td>
          <ActionIcon
            aria-label={t('estimates.removeItem', { position })}
            disabled={readOnly || (only && item.description === '' && item.unitPrice === '')}
            onClick={onRemove}
          >
            <IconTrash size={15} stroke={1.8} aria-hidden />
          </ActionIcon>
        </td>
      </tr>
      {says.length > 0 && (
        <tr>
          <td colSpan={6} id={faultId} className={classes.fault}>
            {says.join(' ')}
          </td>
        </tr>
      )}
    </>
  )
}
