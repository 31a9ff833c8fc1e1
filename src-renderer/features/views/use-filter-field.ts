import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Language } from '#shared/domain/case.ts'
import {
  type Completion,
  completeFilter,
  type FilterFault,
  kindOf,
  parseFilter,
  printFilter,
} from '#shared/domain/filter/index.ts'
import { isLanguage } from '../../app/i18n.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { shownFilter } from './views.ts'

const TYPING_MS = 120
const NAMES_MS = 60

export function useLanguage(): Language {
  const { language } = useTranslation().i18n
  return isLanguage(language) ? language : 'sl'
}

/** What is typed into the filter's field: the list follows as soon as it can be understood. */
export function useFilterField() {
  const language = useLanguage()
  const navigation = useNavigation()
  const { list } = useScreen()
  const query = useStore(list.state, (state) => state.query)
  const applied = shownFilter(query, language)
  const [text, setText] = useState(applied)
  const known = useRef(applied)

  const apply = useDebouncedCallback((written: string) => {
    const { filter, faults } = parseFilter(written)
    if (faults.length > 0) return
    const next = printFilter(filter, 'en')
    known.current = printFilter(filter, language)
    if (next === shownFilter(list.state.getState().query, 'en')) return
    navigation.setQuery({ filter: next || undefined, caseType: undefined, ownerId: undefined, text: undefined })
  }, TYPING_MS)

  // Another queue, a view or another language: the field says what the list shows now.
  useEffect(() => {
    if (applied === known.current) return
    apply.cancel()
    known.current = applied
    setText(applied)
  }, [applied, apply])

  /** `typing`: a piece that may become the name of a field; it narrows nothing until the agent goes on or presses Enter. */
  function change(next: string, typing: { from: number; to: number } | null = null) {
    setText(next)
    apply(typing === null ? next : next.slice(0, typing.from) + next.slice(typing.to))
  }

  function applyNow() {
    apply(text)
    apply.flush()
  }

  return { text, change, faults: parseFilter(text).faults, applyNow, language }
}

/** What could stand at the caret; names are asked of the desk while one is typed. */
export function useCompletion(text: string, caret: number, language: Language): Completion {
  const { queries } = useDesk()
  const { typing } = completeFilter(text, caret, { language, names: {} })
  const wanted = typing && kindOf(typing.field) === 'name' ? typing : null
  const [asked, setAsked] = useState(wanted)
  const ask = useDebouncedCallback(setAsked, NAMES_MS)
  const key = wanted ? `${wanted.field}:${wanted.text}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says all of `wanted`
  useEffect(() => ask(wanted), [key])
  const { data: names } = useQuery(
    queries.views.names.queryOptions({
      input: asked ?? { field: 'owner', text: '' },
      enabled: asked !== null,
      placeholderData: keepPreviousData,
    }),
  )
  const offered = wanted && names ? { [wanted.field]: names } : {}
  return completeFilter(text, caret, { language, names: offered })
}

/** The bare word at the caret that some field's name begins with. */
export function fieldInTheMaking(text: string, caret: number, language: Language): { from: number; to: number } | null {
  const { from, to, proposals } = completeFilter(text, caret, { language, names: {} })
  const begin = text[from - 1] === '-' ? from - 1 : from
  return to > from && proposals.some(({ kind }) => kind === 'field') && text[to - 1] !== ':'
    ? { from: begin, to }
    : null
}

/** What is wrong and is not being typed just now. */
export function faultToTell(faults: readonly FilterFault[], caret: number | null): FilterFault | null {
  return faults.find(({ from, to }) => caret === null || caret < from || caret > to) ?? null
}
