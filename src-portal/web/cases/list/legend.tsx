import { StatusIcon } from '../../components/status.tsx'
import { useWords } from '../../i18n/use-words.ts'
import classes from './list-page.module.css'

/** In the order of the guide. */
const GROUPS = ['waiting', 'closed', 'active'] as const

/** What the colours say; each with its icon and word, for whoever does not see them. */
export function Legend() {
  const { t } = useWords()
  return (
    <ul className={classes.legend} aria-label={t('cases.list.legend')}>
      {GROUPS.map((group) => (
        <li key={group}>
          <span data-group={group}>
            <StatusIcon group={group} />
          </span>
          {t(`shell.statusGroup.${group}`)}
        </li>
      ))}
    </ul>
  )
}
