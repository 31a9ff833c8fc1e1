import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mayDecide, WARRANTY_DECISIONS } from '#shared/domain/rma-line.ts'
import type { RmaLineView } from '#shared/rpc/rmas.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { dayOf } from '../context/validity.ts'
import { warrantyOn } from '../devices/cover.ts'
import classes from './details.module.css'

/** Who pays; decisions that work relies on cannot be taken back. */
export function WarrantyField({ line }: { line: RmaLineView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const change = useChange()
  const cover = line.device && warrantyOn(dayOf(clock.getState().now), line.device)
  const advice =
    cover?.day && cover.answer !== 'unknown'
      ? t(cover.answer === 'yes' ? 'devices.warrantyYes' : 'devices.warrantyNo', { date: format.day(cover.day) })
      : t('devices.warrantyUnknown')
  return (
    <div className={classes.field}>
      <Select
        size="xs"
        label={t('rma.field.warranty')}
        description={advice}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        classNames={{ label: classes.fieldLabel, description: classes.fieldHint }}
        allowDeselect={false}
        withScrollArea={false}
        value={line.warranty}
        data={WARRANTY_DECISIONS.map((decision) => ({
          value: decision,
          label: t(`rma.warranty.${decision}`),
          disabled: decision !== line.warranty && !mayDecide(line.state, decision),
        }))}
        onChange={(value) => {
          if (value !== null && value !== line.warranty) {
            void change((desk) => desk.rmas.setField({ lineId: line.id, field: 'warranty', value }))
          }
        }}
      />
    </div>
  )
}
