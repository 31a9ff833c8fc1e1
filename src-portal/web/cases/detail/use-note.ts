import { type RefObject, useState } from 'react'
import type { z } from 'zod'
import { useStore } from 'zustand'
import type { noteResponse } from '#shared/customer-api/cases.ts'
import { MAX_NOTE_LENGTH } from '#shared/domain/case.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useApi } from '../../app/portal.ts'
import { blocksSending, uploadedIds } from '../form/uploads.ts'
import { useDraftForm } from '../form/use-draft-form.ts'
import { casePath } from '../shared/case-address.ts'

export type NoteAnswer = z.infer<typeof noteResponse>
export type NoteFault = 'required' | 'too_long' | 'files'

const readText = (kept: unknown) => (typeof kept === 'string' ? kept : '')
const isBlank = (text: string) => text.trim() === ''

/** The note that is being written for a case. */
export function useNote(caseId: string, field: RefObject<HTMLElement | null>, onSent: (answer: NoteAnswer) => void) {
  const api = useApi()
  const form = useDraftForm<string>({ form: `note:${caseId}`, empty: '', isEmpty: isBlank, readValues: readText })
  const text = useStore(form.store, (state) => state.values)
  const kept = useStore(form.store, (state) => state.kept)
  const [fault, setFault] = useState<NoteFault | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [sending, setSending] = useState<'no' | 'files' | 'note'>('no')

  function refuse(found: NoteFault): void {
    setFault(found)
    setSending('no')
    if (found !== 'files') field.current?.querySelector('textarea')?.focus()
  }

  async function send(): Promise<void> {
    if (sending !== 'no') return
    setProblem(null)
    setFault(null)
    const body = form.store.getState().values.trim()
    if (body.length > MAX_NOTE_LENGTH) return refuse('too_long')
    if (body === '' && form.uploads.store.getState().entries.length === 0) return refuse('required')
    setSending('files')
    await form.uploads.settled()
    const uploads = form.uploads.store.getState()
    if (blocksSending(uploads)) return refuse('files')
    setSending('note')
    const note = { body, files: uploadedIds(uploads) }
    try {
      const answer = await api.post<NoteAnswer>(casePath(caseId, '/notes'), {
        ...note,
        requestId: form.requestId(note),
      })
      form.clear()
      onSent(answer)
    } catch (error) {
      const found = asProblem(error)
      if (found.code === 'invalid_fields' && Object.keys(found.fields).some((name) => name.startsWith('files'))) {
        refuse('files')
      } else setProblem(found)
    }
    setSending('no')
  }

  function change(next: string): void {
    setFault(null)
    form.change(next)
  }

  return { form, text, kept, fault, problem, sending, change, send }
}
