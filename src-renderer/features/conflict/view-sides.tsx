import type { TFunction } from 'i18next'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Language } from '#shared/domain/case.ts'
import { VIEW_FIELDS, type ViewContent } from '#shared/domain/view.ts'
import type { ViewConflict } from '#shared/portal-api/operations.ts'
import { useLanguage } from '../views/use-filter-field.ts'
import { filterIn } from '../views/views.ts'
import classes from './conflict-card.module.css'
import { Side } from './sides.tsx'

type Field = (typeof VIEW_FIELDS)[number]

/** Of a view what the two versions differ in, field by field. */
export function ViewSides({ conflict, theirs }: { conflict: ViewConflict; theirs: ReactNode }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const fields = VIEW_FIELDS.filter((field) => conflict.mine[field] !== conflict.theirs[field])
  return fields.map((field) => (
    <section key={field} aria-labelledby={`${id}-${field}`}>
      <h4 id={`${id}-${field}`} className={classes.fieldName}>
        {nameOf(field, t)}
      </h4>
      <dl className={classes.texts}>
        <Side name={t('conflict.base')}>{wordsOf(conflict.base, field, language, t)}</Side>
        <Side name={t('conflict.mine')}>{wordsOf(conflict.mine, field, language, t)}</Side>
        <Side name={theirs}>{wordsOf(conflict.theirs, field, language, t)}</Side>
      </dl>
    </section>
  ))
}

function nameOf(field: Field, t: TFunction): string {
  return field === 'sort' ? t('list.sort') : t(`views.${field}`)
}

function wordsOf(content: ViewContent, field: Field, language: Language, t: TFunction): string {
  switch (field) {
    case 'name':
      return content.name
    case 'filter':
      return filterIn(content.filter, language) || t('views.everything')
    case 'sort':
      return t(`list.sortBy.${content.sort}`)
    case 'direction':
      return t(`list.direction.${content.direction}`)
    case 'colour':
      return t(`views.colours.${content.colour}`)
    case 'pinned':
      return t(content.pinned ? 'case.yes' : 'case.no')
    case 'position':
      return String(content.position)
    case 'shared':
      return t(content.shared ? 'conflict.sharedYes' : 'conflict.sharedNo')
    default:
      return assertNever(field)
  }
}
