import { type FormEvent, useRef, useState } from 'react'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { type FormValues, forgetForm, readForm, writeForm } from './keeper.ts'

/** By field, a code: `required`, `invalid`, … The words are found by `useFieldWords`. */
export type FieldFaults<V> = Partial<Record<keyof V & string, string>>

type Options<V extends FormValues> = {
  /** Of the form, unique on the portal: the prefix of its fields' ids, and under which it is kept. */
  name: string
  initial: V
  /** Whose words these are, where somebody is signed in: the next one at this computer does not see them. */
  owner?: string
  /** Never kept: passwords. */
  secret?: readonly (keyof V & string)[]
  /** What can be said without asking the portal. */
  check?: (values: V) => FieldFaults<V>
  /** Throws `ApiProblem`; everything that was typed stays then. */
  send: (values: V) => Promise<void>
}

export type FieldProps<T> = {
  id: string
  name: string
  value: T
  fault: string | undefined
  onChange: (value: T) => void
}

export type Form<V extends FormValues> = {
  name: string
  values: V
  faults: FieldFaults<V>
  /** Of the whole form: it was not about a field. */
  problem: ApiProblem | null
  busy: boolean
  /** Counts the times that it could not be sent; the summary takes the focus at each. */
  attempts: number
  set: <K extends keyof V & string>(field: K, value: V[K]) => void
  setFaults: (faults: FieldFaults<V>) => void
  field: <K extends keyof V & string>(field: K) => FieldProps<V[K]>
  submit: (event: FormEvent) => void
  /** Back to the beginning, and nothing kept. */
  clear: () => void
}

export function useForm<V extends FormValues>({ name, initial, owner, secret = [], check, send }: Options<V>): Form<V> {
  const keptAs = owner === undefined ? name : `${name}.${owner}`
  const [values, setValues] = useState(() => readForm(sessionStorage, keptAs, initial))
  const [faults, setFaults] = useState<FieldFaults<V>>({})
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const [attempts, setAttempts] = useState(0)
  const sending = useRef(false)

  const set = <K extends keyof V & string>(field: K, value: V[K]) => {
    setValues((before) => {
      const after = { ...before, [field]: value }
      writeForm(sessionStorage, keptAs, after, secret)
      return after
    })
    setFaults(({ [field]: _gone, ...others }) => others as FieldFaults<V>)
  }

  const refuse = (found: FieldFaults<V>, reason: ApiProblem | null) => {
    setFaults(found)
    setProblem(reason)
    setAttempts((count) => count + 1)
  }

  async function submit(): Promise<void> {
    if (sending.current) return
    const found = check?.(values) ?? {}
    if (Object.keys(found).length > 0) return refuse(found, null)
    sending.current = true
    setBusy(true)
    setFaults({})
    setProblem(null)
    try {
      await send(values)
      forgetForm(sessionStorage, keptAs)
    } catch (error) {
      const reason = asProblem(error)
      if (error !== reason) console.error(error)
      const known = Object.entries(reason.fields).filter(([field]) => field in initial)
      refuse(Object.fromEntries(known) as FieldFaults<V>, known.length > 0 ? null : reason)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  return {
    name,
    values,
    faults,
    problem,
    busy,
    attempts,
    set,
    setFaults: (found) => refuse(found, null),
    field: (field) => ({
      id: `${name}-${field}`,
      name: field,
      value: values[field],
      fault: faults[field],
      onChange: (value) => set(field, value),
    }),
    submit: (event) => {
      event.preventDefault()
      void submit()
    },
    clear: () => {
      forgetForm(sessionStorage, keptAs)
      setValues(initial)
      setFaults({})
      setProblem(null)
    },
  }
}
