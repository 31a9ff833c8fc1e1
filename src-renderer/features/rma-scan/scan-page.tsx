import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { IconArrowBackUp, IconBarcode, IconPlaylistX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './scan.module.css'
import { ScanCounts } from './scan-counts.tsx'
import { ScanField } from './scan-field.tsx'
import { ScanRow } from './scan-row.tsx'
import { canTakeBack, SCAN_MODES, type ScanMode } from './scanning.ts'
import { ShipmentFields } from './shipment-fields.tsx'
import { useScanSignals } from './use-scan-signals.ts'
import { useTakeBack } from './use-take-back.ts'

/** Devices that come and go, one scan after the other; every result stays in the list until it is cleared. */
export function ScanPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { scans } = useScreen()
  const { mode, sound, entries } = useStore(scans)
  const field = useRef<HTMLInputElement>(null)
  const carrier = useRef<HTMLInputElement>(null)
  const takeBack = useTakeBack()
  useScanSignals()

  function choose(next: ScanMode) {
    scans.setState({ mode: next })
    // Asked once, before the first device.
    const ask = next === 'shipped' && scans.getState().carrier === ''
    requestAnimationFrame(() => (ask ? carrier : field).current?.focus())
  }

  const clear = () =>
    scans.setState({
      // What was not looked at yet is not in anybody's hands.
      entries: entries.filter(({ outcome }) => outcome === 'waiting'),
      ...{ carrier: '', trackingNumber: '' },
    })
  const last = entries.find(canTakeBack)

  useCommand('case.back', () => navigation.goRmas())
  useCommand('rmaScan.mode', () => choose(mode === 'received' ? 'shipped' : 'received'))
  useCommand('rmaScan.clear', clear, entries.length > 0)
  useCommand('app.undo', () => {
    // In a field Ctrl+Z is the field's own.
    const { activeElement } = document
    if (activeElement instanceof HTMLInputElement && activeElement.value !== '') return false
    if (!last) return false
    void takeBack(last)
  })

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('rmaScan.title')}</h1>
        <SegmentedControl
          aria-label={t('rmaScan.mode')}
          value={mode}
          onChange={(value) => choose(value as ScanMode)}
          data={SCAN_MODES.map((value) => ({ value, label: t(`rmaScan.modes.${value}`) }))}
        />
        <ButtonKeys id="rmaScan.mode" />
        <span className={classes.grow} />
        <Checkbox
          size="xs"
          label={t('rmaScan.sound')}
          checked={sound}
          onChange={(event) => scans.setState({ sound: event.currentTarget.checked })}
        />
        <Button
          size="compact-sm"
          variant="default"
          disabled={entries.length === 0}
          leftSection={<IconPlaylistX size={15} stroke={1.8} aria-hidden />}
          onClick={() => {
            clear()
            field.current?.focus()
          }}
        >
          {t('rmaScan.clear')}
        </Button>
      </header>
      {mode === 'shipped' && <ShipmentFields carrierRef={carrier} onDone={() => field.current?.focus()} />}
      <ScanField inputRef={field} entry={entries[0] ?? null} />
      <div className={classes.listHead}>
        <ScanCounts entries={entries} />
        {last && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowBackUp size={15} stroke={2} aria-hidden />}
            rightSection={<ButtonKeys id="app.undo" />}
            onClick={() => void takeBack(last).then(() => field.current?.focus())}
          >
            {t('rmaScan.undoLast')}
          </Button>
        )}
      </div>
      {entries.length === 0 ? (
        <Empty
          icon={<IconBarcode size={24} stroke={1.6} />}
          title={t('rmaScan.noneTitle')}
          advice={t('rmaScan.noneAdvice')}
        />
      ) : (
        <ol className={classes.list} aria-label={t('rmaScan.list')}>
          {entries.map((entry) => (
            <ScanRow key={entry.id} entry={entry} field={field} />
          ))}
        </ol>
      )}
    </div>
  )
}
