import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useApi } from '../../app/portal.ts'
import { asFault, type FieldFault } from '../form/faults.ts'
import { blocksSending, uploadedIds } from '../form/uploads.ts'
import { useDraftForm } from '../form/use-draft-form.ts'
import { caseAddress } from '../shared/case-address.ts'
import {
  EMPTY_CASE,
  findFaults,
  isNewCaseField,
  isTouched,
  type NewCaseField,
  type NewCaseValues,
  readValues,
  toNewCaseBody,
} from './new-case-form.ts'

export type NewCaseFaults = Partial<Record<NewCaseField | 'files', FieldFault>>
type Sending = 'no' | 'files' | 'case'

/** The form of a new case from its first letter to its number. */
export function useNewCase() {
  const api = useApi()
  const [, navigate] = useLocation()
  const form = useDraftForm<NewCaseValues>({
    form: 'new-case',
    empty: EMPTY_CASE,
    isEmpty: (values) => !isTouched(values),
    readValues,
  })
  const values = useStore(form.store, (state) => state.values)
  const kept = useStore(form.store, (state) => state.kept)
  const [faults, setFaults] = useState<NewCaseFaults>({})
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [sending, setSending] = useState<Sending>('no')
  const page = useRef<HTMLFormElement>(null)

  function show(found: NewCaseFaults): void {
    setFaults(found)
    setSending('no')
    // Once the faults are drawn: the first of them takes the focus.
    requestAnimationFrame(() => page.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  async function send(): Promise<void> {
    if (sending !== 'no') return
    setProblem(null)
    const found = findFaults(values)
    if (Object.keys(found).length > 0) return show(found)
    setFaults({})
    setSending('files')
    await form.uploads.settled()
    const files = form.uploads.store.getState()
    if (blocksSending(files)) return show({ files: 'invalid' })
    setSending('case')
    // What was typed while the files were on their way belongs to it.
    const body = toNewCaseBody(form.store.getState().values, uploadedIds(files))
    try {
      const { caseId } = await api.post<{ caseId: string }>(CUSTOMER_PATHS.cases, {
        ...body,
        requestId: form.requestId(body),
      })
      form.clear()
      navigate(caseAddress(caseId), { state: { sent: true } })
    } catch (error) {
      const found = asProblem(error)
      if (found.code === 'invalid_fields') show(faultsOf(found))
      if (found.code !== 'invalid_fields' || Object.keys(faultsOf(found)).length === 0) setProblem(found)
      setSending('no')
    }
  }

  function change(part: Partial<NewCaseValues>): void {
    form.change({ ...form.store.getState().values, ...part })
    const mended = Object.keys(part).filter((name) => name in faults)
    if (mended.length === 0) return
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !mended.includes(name))))
  }

  return { form, page, values, kept, faults, problem, sending, change, send }
}

function faultsOf({ fields }: ApiProblem): NewCaseFaults {
  const faults: NewCaseFaults = {}
  for (const [name, code] of Object.entries(fields)) {
    if (isNewCaseField(name)) faults[name] = asFault(code)
    else if (name === 'files' || name.startsWith('files.')) faults.files = asFault(code)
  }
  return faults
}
