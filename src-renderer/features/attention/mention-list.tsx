import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import insertion from '../templates/insertion.module.css'
import classes from './attention.module.css'
import type { Mentions } from './use-mentions.ts'

/** Above the field whose words it completes; the field keeps the focus. */
export function MentionList({ mentions, me }: { mentions: Mentions; me: AgentView }) {
  const { t } = useTranslation()
  if (!mentions.opened) return null
  const option = (at: number) => ({
    id: mentions.optionId(at),
    className: insertion.option,
    role: 'option' as const,
    tabIndex: -1,
    'aria-selected': at === mentions.at,
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
    onMouseMove: () => at !== mentions.at && mentions.mark(at),
    onClick: () => mentions.choose(mentions.options[at]),
  })
  return (
    <div id={mentions.listId} className={insertion.completion} role="listbox" aria-label={t('mentions.list')}>
      {mentions.options.map((agent, at) => (
        <div key={agent.id} {...option(at)}>
          <span className={classes.option}>
            <Avatar name={agent.name} size={20} />
            {agent.name}
            {agent.id === me.id && <span className={classes.when}>({t('mentions.you')})</span>}
          </span>
        </div>
      ))}
    </div>
  )
}
