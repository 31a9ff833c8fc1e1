import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import type { CaseDetail, ThreadItem } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useThread } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { joinThread } from '../case/thread-items.ts'
import classes from './relations.module.css'
import { useRelationActions } from './use-relation-actions.tsx'

type Note = Extract<ThreadItem, { type: 'note' }>

const BEGINNING = 140

/** Messages of the case become a case of their own. Only those that the portal has, and of this case's customer. */
export function SplitDialog({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const actions = useRelationActions()
  const { data } = useThread(detail.case.id)
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState(false)
  const notes = joinThread(data?.pages ?? []).filter(
    (item): item is Note => item.type === 'note' && item.sending === null && item.id !== item.origin?.caseId,
  )
  const close = () => navigation.hide('split')
  const number = caseName(detail.case.caseNumber, t)

  async function submit(event: FormEvent | KeyboardEvent) {
    event.preventDefault()
    setAsked(true)
    if (title.trim() === '' || chosen.size === 0) return
    const noteIds = notes.flatMap(({ id }) => (chosen.has(id) ? [id] : []))
    if (await actions.split(detail.case, title, noteIds)) close()
  }

  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })

  return (
    <Modal
      opened
      size={680}
      onClose={close}
      title={t('relations.splitTitle', { number })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        noValidate
        className={classes.choice}
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event)
        }}
      >
        <p className={classes.explained}>{t('relations.splitMeans')}</p>
        <TextInput
          data-autofocus
          required
          label={t('relations.splitName')}
          value={title}
          maxLength={MAX_TITLE_LENGTH}
          error={asked && title.trim() === '' && t('newCase.missing.title')}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <fieldset className={classes.notes}>
          <legend>{t('relations.splitNotes')}</legend>
          {notes.length === 0 && <p className={classes.none}>{t('relations.splitNone')}</p>}
          {notes.map((note) => (
            <NoteChoice key={note.id} note={note} checked={chosen.has(note.id)} onToggle={() => toggle(note.id)} />
          ))}
        </fieldset>
        {asked && chosen.size === 0 && (
          <p className={classes.fault} role="alert">
            {t('relations.splitNothing')}
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit">{t('relations.splitNow', { count: chosen.size })}</Button>
          <Button variant="default" onClick={close}>
            {t('app.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function NoteChoice({ note, checked, onToggle }: { note: Note; checked: boolean; onToggle: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const author = note.authorName ?? t(note.authorKind === 'system' ? 'thread.system' : 'thread.unknownAuthor')
  const text = note.body.length > BEGINNING ? `${note.body.slice(0, BEGINNING)}…` : note.body
  return (
    <Checkbox
      className={classes.note}
      data-kind={note.visibility}
      checked={checked}
      onChange={onToggle}
      label={
        <>
          <span className={classes.noteHead}>
            <strong>{author}</strong> {format.exact(note.createdAt)}
            {note.visibility === 'internal' && ` · ${t('thread.internal')}`}
          </span>
          <span>{text || note.attachments.map(({ fileName }) => fileName).join(', ')}</span>
        </>
      }
    />
  )
}
