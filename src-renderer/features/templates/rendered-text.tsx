import { useTranslation } from 'react-i18next'
import { parseTemplate } from '#shared/domain/template.ts'
import type { TemplateValues } from '#shared/domain/template-placeholders.ts'

type Props = { body: string; values: TemplateValues; className: string | undefined }

/** A template as it would read; what has no value is marked. */
export function RenderedText({ body, values, className }: Props) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard
    <section className={className} tabIndex={0} aria-label={t('templates.preview')}>
      {parseTemplate(body).map((part) => {
        if (part.kind === 'text') return part.text
        const value = part.kind === 'placeholder' ? values[part.placeholder] : null
        return value ?? <mark key={part.from}>{part.source}</mark>
      })}
    </section>
  )
}
