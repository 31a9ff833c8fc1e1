import { notifications } from '@mantine/notifications'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ComposerMode, visibilityOf } from '#shared/domain/case.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import type { CaseDetail, ThreadItem } from '#shared/rpc/models.ts'
import { failureWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { toFailure } from '../../rpc/problem.ts'
import { useScreen } from '../../stores/screen.ts'
import { tellTriage } from '../triage/use-triage.ts'
import { useTellOfDraft } from './draft-link.tsx'
import { quotedInternalLine } from './quoted-note.ts'
import { useOfferSent } from './undo-send.tsx'
import { type DraftField, readDraftAgain } from './use-draft.ts'

type Quote = { line: string; status: CaseStatus | undefined; evenSo: boolean }
type Consent = { quoteSeen?: boolean; placesSeen?: boolean; evenSo?: boolean }

type Options = {
  detail: CaseDetail
  mode: ComposerMode
  field: RefObject<HTMLTextAreaElement | null>
  draft: DraftField
  /** Words can be written and sent now. */
  ready: boolean
  items: readonly ThreadItem[]
  /** The agent has seen what came while they were writing. */
  looked: boolean
  /** Something is left to fill in. */
  hasPlaces: boolean
}

/** Whether an element is in the composer of this field. */
export function isAround(field: HTMLElement | null, element: Element | null): boolean {
  return field?.closest('section')?.contains(element) ?? false
}

/** Sends what a composer holds, and asks before where that is wise. It may outlive the composer; then it says what went wrong elsewhere. */
export function useSending({ detail, mode, field, draft, ready, items, looked, hasPlaces }: Options) {
  const { t } = useTranslation()
  const { client, queries, queryClient } = useDesk()
  const screen = useScreen()
  const { drafts, draftWorks, staging } = screen
  const caseId = detail.case.id
  const body = draft.body ?? ''
  const offerSent = useOfferSent()
  const tellOfDraft = useTellOfDraft()
  const [problem, setProblem] = useState<Words | null>(null)
  /** The words were held back because the case had changed; what was asked then. */
  const [held, setHeld] = useState<{ status: CaseStatus | undefined } | null>(null)
  const [quote, setQuote] = useState<Quote | null>(null)
  /** Sending waits for a word about what is not filled in. */
  const [unfilled, setUnfilled] = useState<{ status: CaseStatus | undefined } | null>(null)
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  function fail(words: Words) {
    if (isShown.current) return setProblem(words)
    void tellOfDraft(
      { caseId, mode },
      { title: words.title, words: (number) => `${words.advice} ${t('composer.notSentIn', { number })}`, color: 'red' },
    )
  }

  async function send(status?: CaseStatus, { quoteSeen = false, placesSeen = false, evenSo = looked }: Consent = {}) {
    const key = { caseId, mode }
    // Asked of the store: another composer of the same draft may have begun it.
    if (!ready || draftWorks.of(key)) return
    if (!placesSeen && hasPlaces) return setUnfilled({ status })
    setUnfilled(null)
    const line = mode === 'reply' && !quoteSeen ? quotedInternalLine(body, items) : null
    if (line) return setQuote({ line, status, evenSo })
    setQuote(null)
    setProblem(null)
    const goesOn = await draftWorks.run([key], 'sending', () => sendNow(status, evenSo))
    if (!goesOn) return
    // Whoever has gone on to something else meanwhile stays there.
    const focused = document.activeElement
    if (focused === document.body || isAround(field.current, focused)) field.current?.focus()
  }

  /** True when writing goes on in the field, false when something else wants the agent. */
  async function sendNow(status: CaseStatus | undefined, evenSo: boolean): Promise<boolean> {
    const key = { caseId, mode }
    try {
      if (!(await staging.idle(key))) {
        fail({ title: t('files.notAttached'), advice: t('files.notAttachedAdvice') })
        return false
      }
      // The words are safe in the draft before they are asked to leave it; a failed save is told by the send itself.
      await drafts.flush(key).catch(() => {})
      const visibility = visibilityOf(mode)
      const { opId, undoUntil } = await client.cases.addNote({ caseId, visibility, body, status, evenSo })
      drafts.forget(key)
      if (isShown.current) draft.clear()
      // Another composer may show the words that have just gone.
      else readDraftAgain(screen, key)
      await queryClient.invalidateQueries({ queryKey: queries.drafts.get.key({ input: key }) })
      setHeld(null)
      if (status !== undefined) tellTriage(screen, caseId)
      if (undoUntil !== null && undoUntil > Date.now()) offerSent({ opId, caseId, mode, undoUntil })
      else {
        const message = t(mode === 'reply' ? 'composer.sent' : 'composer.noted')
        notifications.show({ message, withCloseButton: false, autoClose: 2_500 })
      }
    } catch (error) {
      const failure = toFailure(error)
      const changed = failure.kind === 'problem' && failure.problem.code === 'case_changed'
      if (changed && isShown.current) {
        setHeld({ status })
        return false
      }
      fail(changed ? { title: t('composer.heldTitle'), advice: '' } : failureWords(failure, t))
    }
    return true
  }

  return {
    send,
    problem,
    held,
    quote,
    unfilled,
    clearProblem: () => setProblem(null),
    clearHeld: () => setHeld(null),
    clearQuestions() {
      setQuote(null)
      setUnfilled(null)
    },
  }
}
