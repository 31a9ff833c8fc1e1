import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import type { CaseDetail, ThreadItem } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useRelations, useThread } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { joinThread } from '../case/thread-items.ts'
import classes from './relations.module.css'
import { useRelationActions } from './use-relation-actions.tsx'

type Note = Extract<ThreadItem, { type: 'note' }>

const BEGINNING = 140

/** A split that was begun; it waits while its dialog is closed. */
export type Split = { title: string; noteIds: ReadonlySet<string> }
const NOT_BEGUN: Split = { title: '', noteIds: new Set() }

/** Messages of the case become a case of their own. Only those that the portal has, and of this case's customer. */
export function SplitDialog({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const actions = useRelationActions()
  const { splits } = useScreen()
  const caseId = detail.case.id
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useThread(caseId)
  const { data: relations } = useRelations(caseId)
  const { title, noteIds } = useStore(splits, (all) => all[caseId]) ?? NOT_BEGUN
  const [asked, setAsked] = useState(false)
  const foreign = new Set(relations?.parts.flatMap((part) => (part.otherCustomer ? [part.id] : [])))
  const notes = joinThread(data?.pages ?? []).filter(
    (item): item is Note =>
      item.type === 'note' &&
      item.sending === null &&
      item.id !== item.origin?.caseId &&
      !foreign.has(item.origin?.caseId ?? ''),
  )
  // What is gone meanwhile can not be moved any more.
  const chosen = notes.flatMap(({ id }) => (noteIds.has(id) ? [id] : []))
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLFieldSetElement>(null)
  const firstNote = () => list.current?.querySelector<HTMLElement>('input[type=checkbox]')
  const close = () => navigation.hide('split')
  const number = caseName(detail.case.caseNumber, t)

  function change(next: Partial<Split>) {
    splits.setState((all) => ({ [caseId]: { ...(all[caseId] ?? NOT_BEGUN), ...next } }))
  }

  async function submit(event: FormEvent | KeyboardEvent) {
    event.preventDefault()
    setAsked(true)
    const missing = title.trim() === '' ? field.current : chosen.length === 0 ? firstNote() : null
    missing?.focus()
    if (title.trim() === '' || chosen.length === 0) return
    const begun = { title, noteIds }
    const again = () => splits.setState((all) => (all[caseId] ? all : { [caseId]: begun }))
    if (!(await actions.split(detail.case, title, chosen, again))) return
    splits.setState({ [caseId]: undefined })
    close()
  }

  function toggle(id: string) {
    const after = new Set(noteIds)
    if (!after.delete(id)) after.add(id)
    change({ noteIds: after })
  }

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
          ref={field}
          data-autofocus
          required
          label={t('relations.splitName')}
          value={title}
          maxLength={MAX_TITLE_LENGTH}
          error={asked && title.trim() === '' && t('newCase.missing.title')}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <fieldset ref={list} className={classes.notes}>
          <legend>{t('relations.splitNotes')}</legend>
          {hasNextPage && (
            <Button
              size="compact-sm"
              variant="subtle"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage({ cancelRefetch: false })}
            >
              {t('thread.older')}
            </Button>
          )}
          {notes.length === 0 && <p className={classes.none}>{t('relations.splitNone')}</p>}
          {notes.map((note) => (
            <NoteChoice key={note.id} note={note} checked={noteIds.has(note.id)} onToggle={() => toggle(note.id)} />
          ))}
        </fieldset>
        {asked && chosen.length === 0 && (
          <p className={classes.fault} role="alert">
            {t('relations.splitNothing')}
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit">{t('relations.splitNow', { count: chosen.length })}</Button>
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
      wrapperProps={{ 'data-kind': note.visibility }}
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
