// biome-ignore-all lint/a11y/useFocusableInteractive: a table is read, only its buttons are used
// biome-ignore-all lint/a11y/useSemanticElements: the rows of a virtual table cannot lie in a table element
import { IconCircleCheck, IconHelpCircle, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeviceHit, ListedNumber } from '#shared/rpc/devices.ts'
import { type Tone, ToneChip } from '../../components/tone-chip.tsx'
import { useFormat } from '../../components/use-format.tsx'
import classes from './devices.module.css'
import { Difference } from './difference.tsx'
import type { Line } from './listing.ts'

const LOOKS: Record<ListedNumber['state'], { tone: Tone; Icon: typeof IconMinus }> = {
  found: { tone: 'good', Icon: IconCircleCheck },
  doubtful: { tone: 'waiting', Icon: IconHelpCircle },
  unknown: { tone: 'closed', Icon: IconMinus },
}

type Props = { line: Line; index: number; top: number; height: number; onOpen(deviceId: string): void }

export function ListRow({ line, index, top, height, onOpen }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { listed, repeated } = line
  const { text, state, hit, candidates } = listed
  return (
    <div
      className={classes.columns6}
      role="row"
      aria-rowindex={index + 2}
      style={{ position: 'absolute', top, height, left: 0, right: 0 }}
    >
      <div role="cell" title={repeated ? `${text} · ${t('devices.list.repeated')}` : text}>
        <span className={classes.serial}>{text}</span>
        {repeated && <span className={classes.dim}> · {t('devices.list.repeated')}</span>}
      </div>
      <div role="cell">
        <ToneChip {...LOOKS[state]} word={t(`devices.list.${state}`)} />
      </div>
      <div role="cell" className={hit ? undefined : classes.wide} aria-colspan={hit ? undefined : 4}>
        {hit && <OpenButton hit={hit} onOpen={onOpen} />}
        {candidates.map((candidate) => (
          <OpenButton key={candidate.device.id} hit={candidate} typed={text} onOpen={onOpen} />
        ))}
      </div>
      {hit && (
        <>
          <div role="cell" title={hit.device.model}>
            {hit.device.model}
          </div>
          <div role="cell" title={hit.accountName ?? undefined}>
            {hit.accountName ?? <span className={classes.dim}>{t('devices.noOwner')}</span>}
          </div>
          <div role="cell">{hit.device.warrantyUntil && format.day(hit.device.warrantyUntil)}</div>
        </>
      )}
    </div>
  )
}

function OpenButton({ hit, typed, onOpen }: { hit: DeviceHit; typed?: string; onOpen(deviceId: string): void }) {
  return (
    <button type="button" className={classes.open} onClick={() => onOpen(hit.device.id)}>
      {typed === undefined ? (
        <span className={classes.serial}>{hit.device.serialNumber}</span>
      ) : (
        <Difference typed={typed} known={hit.device.serialNumber} />
      )}
    </button>
  )
}
