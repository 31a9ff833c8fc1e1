import { IconExternalLink } from '@tabler/icons-react'
import type { DocumentKind } from '#shared/customer-api/access.ts'
import { useWords } from '../i18n/use-words.ts'
import { useConfig } from '../session/use-session.ts'
import classes from './documents.module.css'

/** Links to the texts that this portal names; nothing where it names none. */
export function Documents({ kinds }: { kinds: readonly DocumentKind[] }) {
  const { t } = useWords()
  const { documents } = useConfig()
  const named = kinds.flatMap((kind) => {
    const address = documents[kind]
    return address === null ? [] : [{ kind, address }]
  })
  if (named.length === 0) return null
  return (
    <ul className={classes.documents}>
      {named.map(({ kind, address }) => (
        <li key={kind}>
          {/* In a page of its own, so that what was typed stays where it is. */}
          <a href={address} target="_blank" rel="noreferrer">
            {t(`shell.documents.${kind}`)}
            <IconExternalLink size={16} stroke={2} aria-hidden="true" />{' '}
            <span className="visually-hidden">{t('shell.newTab')}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
