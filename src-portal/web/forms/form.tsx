import { type ReactNode, useEffect, useRef } from 'react'
import { Notice } from '../components/notice.tsx'
import { useWords } from '../i18n/use-words.ts'
import classes from './forms.module.css'
import type { FormValues } from './keeper.ts'
import { useProblemWords } from './problem-words.ts'
import { useFieldWords } from './use-field-words.ts'
import type { Form as FormState } from './use-form.ts'

type Props<V extends FormValues> = {
  form: FormState<V>
  /** In the order of the page, with the words of their labels: what the summary of faults says. */
  labels: Partial<Record<keyof V & string, string>>
  /** Instead of the words of the problem itself, where the page knows better. */
  problem?: ReactNode
  label?: string
  children: ReactNode
}

/** A form that says at its top what has to be mended, and leads there. */
export function Form<V extends FormValues>({ form, labels, problem, label, children }: Props<V>) {
  const { t } = useWords()
  return (
    <form className={classes.form} onSubmit={form.submit} noValidate aria-label={label}>
      <Faults form={form} labels={labels} problem={problem} />
      {children}
      {form.busy ? (
        <p className="visually-hidden" role="status">
          {t('shell.form.sending')}
        </p>
      ) : null}
    </form>
  )
}

function Faults<V extends FormValues>({ form, labels, problem }: Pick<Props<V>, 'form' | 'labels' | 'problem'>) {
  const { t } = useWords()
  const fieldWords = useFieldWords()
  const problemWords = useProblemWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (form.attempts === 0) return
    // From its top, also where it is higher than the window.
    box.current?.scrollIntoView({ block: 'start' })
    box.current?.focus({ preventScroll: true })
  }, [form.attempts])
  const faults = Object.keys(labels).flatMap((field) => {
    const fault = form.faults[field]
    return fault === undefined ? [] : [{ field, label: labels[field] ?? field, words: fieldWords(field, fault) }]
  })
  if (faults.length === 0 && !form.problem) return null
  return (
    <div ref={box} tabIndex={-1} role="alert" className={classes.summary}>
      {form.problem ? (
        <Notice tone="danger">{problem ?? <p>{problemWords(form.problem)}</p>}</Notice>
      ) : (
        <Notice tone="danger" title={t('shell.form.faults', { count: faults.length })}>
          <ul className={classes.faultList}>
            {faults.map(({ field, label, words }) => (
              <li key={field}>
                <a
                  href={`#${form.name}-${field}`}
                  onClick={(event) => {
                    event.preventDefault()
                    document.getElementById(`${form.name}-${field}`)?.focus()
                  }}
                >
                  {label}
                </a>
                {`: ${words}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
