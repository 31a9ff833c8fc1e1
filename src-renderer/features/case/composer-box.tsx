import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type ComposerMode, MAX_NOTE_LENGTH } from '#shared/domain/case.ts'
import type { AttachmentView, CaseDetail } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Notice } from '../../components/notice.tsx'
import { TypedList } from '../../components/typed-list.tsx'
import { useDraftFacts, useSession } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { MentionOption } from '../attention/mention-option.tsx'
import { useMentions } from '../attention/use-mentions.ts'
import { StagedFiles } from '../files/staged-files.tsx'
import { useFilePaste } from '../files/use-file-paste.ts'
import insertion from '../templates/insertion.module.css'
import { PlacesNotice, PlacesUnder } from '../templates/open-places.tsx'
import { PlacesDialog } from '../templates/places-dialog.tsx'
import { TemplateLine } from '../templates/template-line.tsx'
import { TemplatePicker } from '../templates/template-picker.tsx'
import { useComposerTemplates } from '../templates/use-composer-templates.ts'
import { ChangedNotice } from './changed-notice.tsx'
import classes from './composer.module.css'
import { DraftHint } from './draft-hint.tsx'
import { draftName } from './draft-saver.ts'
import { noteElementId } from './note-card.tsx'
import { QuoteDialog } from './quote-dialog.tsx'
import { SendButton } from './send-button.tsx'
import { useChangedMeanwhile } from './use-changed-meanwhile.ts'
import { useDraft } from './use-draft.ts'
import { useWritingSign } from './use-presence.ts'
import { isAround, useSending } from './use-sending.ts'

/** The length is worth saying only when it comes near the limit. */
const LENGTH_SHOWN_FROM = MAX_NOTE_LENGTH * 0.8

const NO_FILES: AttachmentView[] = []

type Props = { detail: CaseDetail; mode: ComposerMode }

export function ComposerBox({ detail, mode }: Props) {
  const { t } = useTranslation()
  const { drafts, draftWorks, focus, keys, staging } = useScreen()
  const navigation = useNavigation()
  const field = useRef<HTMLTextAreaElement>(null)
  const caseId = detail.case.id
  const key = useMemo(() => ({ caseId, mode }), [caseId, mode])
  const draft = useDraft(key)
  const body = draft.body ?? ''
  const facts = useDraftFacts(caseId, mode)
  const told = facts?.changedMeanwhile ?? null
  const { items, changed, seen, looked } = useChangedMeanwhile(caseId, body.length > 0, draft.restoredAt, told)
  const [focused, setFocused] = useState(false)
  useWritingSign(caseId, focused && body.length > 0)
  const work = useStore(draftWorks.state, (works) => works[draftName(key)])
  const isRead = draft.body !== null
  /** False also while the desk has these words in its hands. */
  const loaded = isRead && work === undefined
  /** The focus may come: it waits for words that are on their way, not for those that do not come. */
  const ready = isRead || draft.unread
  const templates = useComposerTemplates({ detail, mode, field, body, focused, loaded })
  const mentions = useMentions({ detail, enabled: mode === 'note' && loaded, body, field })
  const agent = useSession().data?.agent
  const hasPlaces = templates.places.length > 0
  const sending = useSending({ detail, mode, field, draft, ready: loaded, items, looked, hasPlaces })
  const { send, problem, held, quote, unfilled } = sending
  const wish = useStore(focus, (state) => state.wish)
  useEffect(() => {
    if (wish?.target !== 'composer' || wish.caseId !== caseId || wish.mode !== mode || !ready || !field.current) return
    field.current.focus()
    field.current.setSelectionRange(field.current.value.length, field.current.value.length)
    focus.setState({ wish: null })
    keys.hold(0)
  }, [wish, caseId, mode, ready, focus, keys])

  useCommand('composer.send', () => {
    // Elsewhere the key is meant for something else than these words.
    if (!isAround(field.current, document.activeElement)) return false
    void send()
  })

  function look() {
    const target = changed?.firstNoteId ? document.getElementById(noteElementId(changed.firstNoteId)) : null
    seen()
    sending.clearHeld()
    if (target) target.focus()
    else focus.setState({ wish: { target: 'pane' } })
  }

  function attach(files: File[]) {
    sending.clearProblem()
    staging.add(key, files)
    field.current?.focus()
  }
  const paste = useFilePaste(attach)

  function follow(element: HTMLTextAreaElement) {
    templates.completion.follow(element)
    mentions.follow(element)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (mentions.onKeyDown(event) || templates.completion.onKeyDown(event)) return
    if (event.key !== 'Escape') return
    event.preventDefault()
    drafts.flushAll()
    focus.setState({ wish: { target: 'pane' } })
  }

  const contact = detail.contact ? `${detail.contact.firstName} ${detail.contact.lastName}` : t('thread.customer')
  const company = detail.account?.name ?? t('case.empty')

  return (
    <div className={classes.box}>
      {(changed || held) && (
        <ChangedNotice
          changed={changed}
          held={held !== null}
          onLook={look}
          onSeen={seen}
          onSendAnyway={() => void send(held?.status, { evenSo: true, placesSeen: held !== null })}
        />
      )}
      {problem && (
        <Notice tone="danger" live="alert" title={problem.title}>
          {problem.advice} {t('composer.notSent')}
        </Notice>
      )}
      <div className={insertion.wrap}>
        <PlacesUnder body={body} places={templates.places} field={field} />
        <TypedList list={templates.completion} label={t('templates.completion')}>
          {(template) => <TemplateLine template={template} />}
        </TypedList>
        <TypedList list={mentions} label={t('mentions.list')}>
          {({ id, name }) => <MentionOption name={name} isMe={id === agent?.id} />}
        </TypedList>
        <textarea
          ref={field}
          className={classes.field}
          aria-label={t(mode === 'reply' ? 'composer.replyField' : 'composer.noteField')}
          aria-describedby={`audience-${mode}`}
          {...(mentions.opened ? mentions : templates.completion).fieldProps}
          placeholder={
            mode === 'reply' ? t('composer.replyPlaceholder', { name: contact }) : t('composer.notePlaceholder')
          }
          value={body}
          readOnly={!loaded}
          data-draft={draftName(key)}
          rows={3}
          spellCheck
          onChange={(event) => {
            sending.clearProblem()
            sending.clearHeld()
            draft.change(event.currentTarget.value)
            follow(event.currentTarget)
          }}
          onSelect={(event) => follow(event.currentTarget)}
          onFocus={() => {
            setFocused(true)
            templates.refresh()
          }}
          onBlur={() => {
            setFocused(false)
            templates.completion.leave()
            mentions.leave()
            drafts.flushAll()
          }}
          onPaste={paste}
          onKeyDown={onKeyDown}
        />
      </div>
      <PlacesNotice body={body} places={templates.places} field={field} />
      <StagedFiles draft={key} attachments={facts?.attachments ?? NO_FILES} onRemoved={() => field.current?.focus()} />
      <div className={classes.foot}>
        <div className={classes.says}>
          <p className={classes.audience} id={`audience-${mode}`}>
            {mode === 'reply' ? t('composer.replyAudience', { name: contact, company }) : t('composer.noteAudience')}
          </p>
          <DraftHint state={draft.state} unread={draft.unread} work={work} />
          {body.length > LENGTH_SHOWN_FROM && (
            <span className={classes.length} data-over={body.length > MAX_NOTE_LENGTH || undefined}>
              {t('composer.length', { length: body.length, max: MAX_NOTE_LENGTH })}
            </span>
          )}
        </div>
        <SendButton mode={mode} status={detail.case.status} disabled={!loaded} onSend={(status) => void send(status)} />
      </div>
      {quote && (
        <QuoteDialog
          line={quote.line}
          onBack={() => {
            sending.clearQuestions()
            navigation.compose(mode)
          }}
          onSend={() => void send(quote.status, { quoteSeen: true, placesSeen: true, evenSo: quote.evenSo })}
        />
      )}
      {unfilled && (
        <PlacesDialog
          places={templates.places}
          onBack={() => {
            sending.clearQuestions()
            navigation.compose(mode)
          }}
          onSend={() => void send(unfilled.status, { placesSeen: true })}
        />
      )}
      {templates.picker && <TemplatePicker {...templates.picker} />}
      <span className="visually-hidden" role="status">
        {changed && !held ? t('composer.changed', { count: changed.notes }) : ''}
      </span>
    </div>
  )
}
