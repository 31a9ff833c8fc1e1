import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './insertion.module.css'
import { TemplateLine } from './template-line.tsx'
import type { Completion } from './use-completion.ts'

/** Above the field whose words it completes; the field keeps the focus. */
export function CompletionList({ completion }: { completion: Completion }) {
  const { t } = useTranslation()
  if (!completion.opened) return null
  const option = (at: number) => ({
    id: completion.optionId(at),
    className: classes.option,
    role: 'option' as const,
    tabIndex: -1,
    'aria-selected': at === completion.at,
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
    onMouseMove: () => at !== completion.at && completion.mark(at),
    onClick: () => completion.choose(completion.options[at]),
  })
  return (
    <div id={completion.listId} className={classes.completion} role="listbox" aria-label={t('templates.completion')}>
      {completion.options.map((template, at) => (
        <div key={template.id} {...option(at)}>
          <TemplateLine template={template} />
        </div>
      ))}
    </div>
  )
}
