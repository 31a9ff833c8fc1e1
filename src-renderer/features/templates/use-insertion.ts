import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/domain/case.ts'
import { bodyFor, openPlaces, renderTemplate } from '#shared/domain/template.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { insertText } from './insert-text.ts'

type Range = { from: number; to: number }
type Options = {
  caseId: string
  language: Language
  field: RefObject<HTMLTextAreaElement | null>
  /** The values are wanted soon. */
  near: boolean
}

/** Inserts templates, filled in for a case, into a field; answers the way to do so, and to look at a text before. */
export function useInsertion({ caseId, language, field, near }: Options) {
  const { t } = useTranslation()
  const { client, queries } = useDesk()
  const { speech } = useScreen()
  const input = { caseId, language }
  const { data: values, refetch } = useQuery(queries.templates.values.queryOptions({ input, enabled: near }))

  async function insert({ content }: TemplateView, range?: Range): Promise<void> {
    const target = field.current
    if (!target) return
    const typed = range && target.value.slice(range.from, range.to)
    const { body, language: found } = bodyFor(content, language)
    try {
      const known = found === language && values ? values : await client.templates.values({ caseId, language: found })
      const { text } = renderTemplate(body, known)
      // Typed on meanwhile: what the shortcut stood for is still there, or the text goes to the caret.
      const still = range && target.value.slice(range.from, range.to) === typed ? range : undefined
      const start = still?.from ?? target.selectionStart
      if (!insertText(target, text, still)) return
      const [place] = openPlaces(text)
      if (place) target.setSelectionRange(start + place.from, start + place.to)
      speech.setState((now) => ({
        ...now,
        text: t('templates.inserted', { name: content.name }),
        count: now.count + 1,
      }))
      if (found !== language) {
        const message = t(`templates.otherLanguage.${found}`, { name: content.name })
        notifications.show({ message, autoClose: 6_000, withCloseButton: false })
      }
    } catch (error) {
      const { title, advice } = errorWords(error, t)
      notifications.show({ title, message: advice, color: 'red', autoClose: 8_000 })
    }
  }

  return { insert, values: values ?? null, refresh: () => void (near && refetch()) }
}
