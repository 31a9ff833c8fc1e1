import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseSnooze } from '#shared/domain/snooze.ts'
import { useFormat } from '../../components/use-format.tsx'
import composer from '../case/composer.module.css'
import classes from './attention.module.css'

type Props = { onClose: () => void; onChoose: (until: number) => void }

/** Any time: typed as people say it, or picked. Says what it understood before it is taken. */
export function SnoozeDialog({ onClose, onChoose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const said = useId()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const now = Date.now()
  const until = parseSnooze(text, now)
  const wrong = until === null ? t('snooze.notUnderstood') : until <= now ? t('snooze.past') : null

  function submit(event: FormEvent) {
    event.preventDefault()
    setAsked(true)
    if (until !== null && wrong === null) onChoose(until)
  }

  return (
    <Modal opened onClose={onClose} title={t('snooze.customTitle')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={submit} className={classes.form} noValidate>
        <TextInput
          data-autofocus
          label={t('snooze.field')}
          description={t('snooze.help')}
          placeholder={t('snooze.placeholder')}
          value={text}
          error={asked && wrong}
          aria-describedby={said}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('snooze.pick')}
          value={until === null ? '' : localValue(until)}
          min={localValue(now)}
          onChange={(event) => setText(event.currentTarget.value.replace('T', ' '))}
        />
        <p id={said} className={classes.reads} role="status">
          {wrong === null && until !== null ? t('snooze.reads', { time: format.moment(until) }) : ''}
        </p>
        <div className={composer.dialogActions}>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit">{t('snooze.confirm')}</Button>
        </div>
      </form>
    </Modal>
  )
}

/** As a field of that type has it, in the machine's time zone. */
function localValue(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 16)
}
