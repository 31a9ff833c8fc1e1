import { Button, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import formClasses from './form.module.css'
import { LineForm } from './line-form.tsx'
import { faultsOf, isFilled, type LineValues, newLine, sendingOf, untilAttempted } from './line-values.ts'
import classes from './rma.module.css'
import { NO_WORDS } from './rma-forms.ts'
import { rmaName } from './rma-state.tsx'

/** Another device for an RMA. What is typed waits with the case until it is added. */
export function AddLine({ detail }: { detail: RmaDetail }) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { rmas, rmaForms } = useScreen()
  const change = useChange()
  const { rma, lines } = detail
  const words = useStore(rmaForms.state, (all) => all[rma.caseId] ?? NO_WORDS)
  const [fresh] = useState(() => newLine())
  const line = words.added[rma.id] ?? fresh
  const [attempted, setAttempted] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const faults =
    faultsOf(
      [line],
      lines.map(({ serialNumber }) => serialNumber),
    )[0] ?? {}
  const told = attempted && !isFilled(line) ? { serialNumber: 'missing' as const } : faults
  const leave = () =>
    rmas.setState(({ lineId }) => ({ adding: false, follow: lineId === null ? null : { lineId, state: null } }))
  // A second one could be sent beside the first.
  const close = () => busy || leave()
  const put = (next: LineValues) => rmaForms.setAdded(rma.caseId, rma.id, isFilled(next) ? next : null)

  async function send() {
    setAttempted(true)
    if (busy) return
    const [input] = sendingOf([line])
    if (!input || Object.keys(faults).length > 0) {
      form.current?.querySelector('input')?.focus()
      return
    }
    setBusy(true)
    const done = await change(async () => {
      const { lineId } = await client.rmas.addLine({ rmaId: rma.id, line: input })
      rmas.setState({ lineId })
    })
    setBusy(false)
    if (!done) return
    rmaForms.setAdded(rma.caseId, rma.id, null)
    leave()
    notifications.show({
      message: t('rma.added', { serial: input.serialNumber }),
      withCloseButton: false,
      autoClose: 3_500,
    })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey)) return
    event.preventDefault()
    void send()
  }

  const title = t('rma.addTitle', { number: rmaName(rma.rmaNumber, t) })
  return (
    <Modal opened size={640} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form
        ref={form}
        className={formClasses.form}
        noValidate
        aria-label={title}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <LineForm
          line={line}
          position={1}
          only
          autoFocus
          readOnly={busy}
          faults={attempted ? told : untilAttempted(faults)}
          onChange={(part) => put({ ...line, ...part })}
          onRemove={close}
        />
        <footer className={formClasses.formFoot}>
          <p className={classes.dim}>{isFilled(line) && t('rma.kept')}</p>
          {isFilled(line) && (
            <Button variant="subtle" color="gray" disabled={busy} onClick={() => put(newLine())}>
              {t('rma.clear')}
            </Button>
          )}
          <Button variant="default" disabled={busy} onClick={close}>
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            rightSection={
              <kbd className={formClasses.kbd} aria-hidden>
                Ctrl ↵
              </kbd>
            }
          >
            {t('rma.add')}
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
