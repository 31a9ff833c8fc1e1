import type { RefObject } from 'react'
import type { CustomerCaseDetail } from '#shared/customer-api/cases.ts'
import { MAX_NOTE_LENGTH } from '#shared/domain/case.ts'
import { isOpen } from '#shared/domain/status.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { useConfig } from '../../session/use-session.ts'
import { Fault, TextArea } from '../form/field.tsx'
import { FilePicker } from '../form/file-picker.tsx'
import { SendingProblem } from '../form/sending-problem.tsx'
import { useFormat } from '../shared/format.ts'
import classes from './case-page.module.css'
import { type NoteAnswer, useNote } from './use-note.ts'

type Props = {
  detail: CustomerCaseDetail
  field: RefObject<HTMLDivElement | null>
  /** What is said after the note was taken. */
  said: string | null
  onSent: (answer: NoteAnswer) => void
}

/** Says before anything is written what the note will do: be added, open the case again, or begin another one. */
export function NoteForm({ detail, field, said, onSent }: Props) {
  const { t } = useWords()
  const { status, reopens } = detail.case
  const kind = isOpen(status) ? 'add' : reopens ? 'reopen' : 'follow_up'
  const { form, text, kept, fault, problem, sending, change, send } = useNote(detail.case.id, field, onSent)
  const busy = sending !== 'no'
  const words = {
    add: { title: 'cases.note.title', send: 'cases.note.send' },
    reopen: { title: 'cases.note.reopenTitle', send: 'cases.note.reopenSend' },
    follow_up: { title: 'cases.note.followUpTitle', send: 'cases.note.followUpSend' },
  } as const
  const faultWords =
    fault === 'required'
      ? t('cases.note.required')
      : fault === 'too_long'
        ? t('cases.note.tooLong', { length: text.trim().length, max: MAX_NOTE_LENGTH })
        : null

  return (
    <div ref={field}>
      <Card title={t(words[kind].title)} id="note">
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          {kind === 'add' ? null : <WhatItDoes detail={detail} />}
          <TextArea
            label={t('cases.note.label')}
            name="note"
            rows={5}
            readOnly={busy}
            value={text}
            onChange={change}
            onFiles={form.uploads.add}
            fault={faultWords}
          />
          <FilePicker uploads={form.uploads} />
          {fault === 'files' ? (
            <div role="alert">
              <Fault>{t('cases.create.filesFault')}</Fault>
            </div>
          ) : null}
          {problem ? <SendingProblem problem={problem} unknownEnd={t('cases.note.unknownEnd')} /> : null}
          <div className={classes.actions}>
            <Button type="submit" busy={busy}>
              {t(busy ? 'cases.note.sending' : words[kind].send)}
            </Button>
            <p className={classes.small} role="status">
              {sending === 'files' ? t('cases.note.sendingFiles') : null}
              {!busy && kept === 'kept' ? t('cases.note.kept') : null}
              {!busy && kept === 'refused' ? t('cases.note.notKept') : null}
              {!busy && kept === 'nothing' ? said : null}
            </p>
          </div>
        </form>
      </Card>
    </div>
  )
}

function WhatItDoes({ detail }: { detail: CustomerCaseDetail }) {
  const { t } = useWords()
  const format = useFormat()
  const { reopenWindowDays } = useConfig()
  const { reopens, closedAt } = detail.case
  if (!reopens) return <Notice>{t('cases.note.followUpText')}</Notice>
  return (
    <Notice>
      <p>{t('cases.note.reopenText')}</p>
      {closedAt === null ? null : (
        <p>{t('cases.note.reopenUntil', { day: format.date(closedAt + reopenWindowDays * 86_400_000) })}</p>
      )}
    </Notice>
  )
}
