import { Checkbox } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { waitsForEstimate } from '#shared/domain/rma-line.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { RmaStateChip } from '../rma/rma-state.tsx'
import classes from './estimates.module.css'

type Props = { caseId: string; chosen: readonly string[]; onChoose: (rmaLineIds: string[]) => void }

/** Devices of the case's RMAs that the estimate is about: they wait for the customer's answer from then on. */
export function EstimateDevices({ caseId, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { data: rmas } = useQuery(queries.rmas.ofCase.queryOptions({ input: { caseId } }))
  const details = useQueries({
    queries: (rmas ?? []).map(({ id }) => queries.rmas.get.queryOptions({ input: { rmaId: id } })),
  })
  const lines = details.flatMap(({ data }) => data?.lines ?? [])
  const offered = lines.filter((line) => waitsForEstimate(line) || chosen.includes(line.id))
  if (offered.length === 0) return null
  const known = new Set(offered.map(({ id }) => id))
  return (
    <fieldset className={classes.devices}>
      <legend className={classes.devicesTitle}>{t('estimates.devices')}</legend>
      <p className={classes.dim}>{t('estimates.devicesHint')}</p>
      {offered.map((line) => (
        <Checkbox
          key={line.id}
          size="xs"
          label={
            <span className={classes.device}>
              {[line.serialNumber, line.model].filter(Boolean).join(' · ')} <RmaStateChip state={line.state} />
            </span>
          }
          checked={chosen.includes(line.id)}
          onChange={(event) => {
            const others = chosen.filter((id) => id !== line.id && known.has(id))
            onChoose(event.currentTarget.checked ? [...others, line.id] : others)
          }}
        />
      ))}
    </fieldset>
  )
}
