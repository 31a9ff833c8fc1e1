import { IconEye, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import classes from './case-header.module.css'

const SHOWN = 3

/** Colleagues who have the case open too: who looks, who writes. Says, never forbids. */
export function PresenceSigns({ detail, agent }: { detail: CaseDetail; agent: AgentView }) {
  const { t } = useTranslation()
  const others = detail.present
    .filter(({ agentId }) => agentId !== agent.id)
    .sort((a, b) => Number(b.mode === 'writing') - Number(a.mode === 'writing'))
  const more = others.slice(SHOWN)

  return (
    <ul className={classes.presence} aria-label={t('presence.label')} aria-live="polite" hidden={others.length === 0}>
      {others.slice(0, SHOWN).map(({ agentId, name, mode }) => {
        const words = t(`presence.${mode}`, { name })
        const Icon = mode === 'writing' ? IconPencil : IconEye
        return (
          <li key={agentId} className={classes.present} data-mode={mode} title={words}>
            <Avatar name={name} size={18} />
            <Icon size={12} stroke={2} aria-hidden />
            <span className={mode === 'writing' ? undefined : 'visually-hidden'}>{words}</span>
          </li>
        )
      })}
      {more.length > 0 && (
        <li className={classes.present} title={more.map(({ name }) => name).join(', ')}>
          {t('presence.more', { count: more.length })}
        </li>
      )}
    </ul>
  )
}
