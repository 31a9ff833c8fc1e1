import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import { errorWords, type Words } from '../../components/problem-words.ts'
import type { DeskClient } from '../../rpc/connection.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'

export type TextField = 'title' | 'description'
/** `base`: what stood there when the editing began. `asking`: the agent wants to leave and has to choose. */
export type FieldEdit = { text: string; base: string; asking: boolean }

export const FIELD_LIMITS: Record<TextField, number> = { title: MAX_TITLE_LENGTH, description: MAX_DESCRIPTION_LENGTH }

/** The text as it is stored: a title is one line. */
export function cleanField(field: TextField, text: string): string {
  return field === 'title' ? text.replace(/\s+/g, ' ').trim() : text.trimEnd()
}

/** Why a text cannot be saved; null when it can. */
export function fieldFault(field: TextField, text: string): 'empty' | 'tooLong' | null {
  const clean = cleanField(field, text)
  if (field === 'title' && clean === '') return 'empty'
  return clean.length > FIELD_LIMITS[field] ? 'tooLong' : null
}

const SAVE: Record<TextField, (client: DeskClient, caseId: string, text: string) => Promise<unknown>> = {
  title: (client, caseId, title) => client.cases.setTitle({ caseId, title }),
  description: (client, caseId, description) => client.cases.setDescription({ caseId, description }),
}

/** The editing of one text of a case; it outlives the pane, so that looking at another case loses nothing. */
export function useFieldEdit(caseId: string, field: TextField, value: string) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { edits, focus } = useScreen()
  const name = `${field}:${caseId}`
  const edit = useStore(edits, (state) => state[name]) ?? null
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)

  const put = (next: FieldEdit | null) =>
    edits.setState((before) => {
      const { [name]: _, ...others } = before
      return next ? { ...others, [name]: next } : others
    }, true)

  function close() {
    setProblem(null)
    put(null)
    focus.setState({ wish: { target: 'pane' } })
  }

  return {
    edit,
    busy,
    problem,
    fault: edit ? fieldFault(field, edit.text) : null,
    /** Somebody else changed it since the editing began. */
    overtaken: edit !== null && edit.base !== value,
    start: () => edit ?? put({ text: value, base: value, asking: false }),
    change(text: string) {
      setProblem(null)
      if (edit) put({ ...edit, text, asking: false })
    },
    /** Closes at once when nothing would be lost, else asks. */
    leave() {
      if (!edit) return
      if (cleanField(field, edit.text) === cleanField(field, edit.base)) close()
      else put({ ...edit, asking: !edit.asking })
    },
    discard: close,
    async save() {
      if (!edit || busy || fieldFault(field, edit.text)) return
      const text = cleanField(field, edit.text)
      if (text === value) return close()
      setBusy(true)
      try {
        await SAVE[field](client, caseId, text)
        close()
      } catch (error) {
        setProblem(errorWords(error, t))
      } finally {
        setBusy(false)
      }
    },
  }
}
