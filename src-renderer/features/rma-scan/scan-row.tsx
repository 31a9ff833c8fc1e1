import { Button, UnstyledButton } from '@mantine/core'
import { IconArrowBackUp, IconRefresh } from '@tabler/icons-react'
import { memo, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import classes from './scan.module.css'
import { entryWords, lineWords } from './scan-words.ts'
import { canTakeBack, needsLook, type ScanEntry, signalOf } from './scanning.ts'
import { SignalIcon } from './signal-icon.tsx'
import { useTakeBack } from './use-take-back.ts'

type Props = { entry: ScanEntry; field: RefObject<HTMLInputElement | null> }

/** One scan with what became of each of its devices. */
export const ScanRow = memo(function ScanRow({ entry, field }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { scanSession } = useScreen()
  const takeBack = useTakeBack()
  const { id, text, at, mode, lines, choices } = entry
  const then = (action: unknown) => void Promise.resolve(action).then(() => field.current?.focus())
  return (
    <li className={classes.row} data-signal={signalOf(entry) ?? undefined}>
      <SignalIcon signal={signalOf(entry)} size={18} />
      <div className={classes.body}>
        <p className={classes.line}>
          <strong className={classes.number}>{text}</strong>
          <span>{entryWords(entry, t)}</span>
          <span className={classes.quiet}>
            {t(`rmaScan.modes.${mode}`)} · {format.clock(at)}
          </span>
        </p>
        <ul className={classes.devices}>
          {lines.map((line) => (
            <li key={line.lineId}>
              <span className={classes.number}>{line.serialNumber}</span>
              <span>{line.model}</span>
              <span>{line.rmaNumber || t('rma.noNumber')}</span>
              <span className={classes.quiet}>{line.company}</span>
              {lines.length > 1 && <span>{lineWords(line, entry, t)}</span>}
            </li>
          ))}
        </ul>
        {choices.length > 0 && entry.outcome !== 'waiting' && (
          <p className={classes.choices}>
            {t('rmaScan.choose')}
            {choices.map(({ lineId, serialNumber, rmaNumber, company }) => (
              <UnstyledButton
                key={lineId}
                className={classes.choice}
                onClick={() => then(scanSession.choose(id, lineId))}
              >
                <span className={classes.number}>{serialNumber}</span> {rmaNumber} · {company}
              </UnstyledButton>
            ))}
          </p>
        )}
      </div>
      <div className={classes.acts}>
        {canTakeBack(entry) && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('rmaScan.undoOf', { text })}
            leftSection={<IconArrowBackUp size={14} stroke={2} aria-hidden />}
            onClick={() => then(takeBack(entry))}
          >
            {t('rmaScan.undo')}
          </Button>
        )}
        {needsLook(entry) && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('rmaScan.againOf', { text })}
            leftSection={<IconRefresh size={14} stroke={1.8} aria-hidden />}
            onClick={() => then(scanSession.again(id))}
          >
            {t('rmaScan.again')}
          </Button>
        )}
      </div>
    </li>
  )
})
