import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { TEMPLATE_FIELDS, type TemplateContent, type TemplateField } from '#shared/domain/template.ts'
import type { TemplateConflict } from '#shared/portal-api/operations.ts'
import classes from './conflict-card.module.css'
import { DiffText } from './diff-text.tsx'
import { Side } from './sides.tsx'

/** Of a template what the two versions differ in, field by field. */
export function TemplateSides({ conflict, theirs }: { conflict: TemplateConflict; theirs: ReactNode }) {
  const { t } = useTranslation()
  const id = useId()
  const { base, mine } = conflict
  const fields = TEMPLATE_FIELDS.filter((field) => mine[field] !== conflict.theirs[field])
  const words = (content: TemplateContent, field: TemplateField): string =>
    field === 'shared' ? t(content.shared ? 'conflict.sharedYes' : 'conflict.sharedNo') : content[field]
  const names: Record<TemplateField, string> = {
    name: t('templates.name'),
    shortcut: t('templates.shortcut'),
    bodySl: t('templates.body.sl'),
    bodyEn: t('templates.body.en'),
    shared: t('templates.who'),
  }
  return (
    <>
      {fields.map((field) => (
        <section key={field} aria-labelledby={`${id}-${field}`}>
          <h4 id={`${id}-${field}`} className={classes.fieldName}>
            {names[field]}
          </h4>
          <dl className={classes.texts} data-long={field === 'bodySl' || field === 'bodyEn' || undefined}>
            <Side name={t('conflict.base')}>
              <DiffText
                from={words(base, field)}
                to={words(base, field)}
                label={`${names[field]}: ${t('conflict.base')}`}
              />
            </Side>
            <Side name={t('conflict.mine')}>
              <DiffText
                from={words(base, field)}
                to={words(mine, field)}
                label={`${names[field]}: ${t('conflict.mine')}`}
              />
            </Side>
            <Side name={theirs}>
              <DiffText
                from={words(base, field)}
                to={words(conflict.theirs, field)}
                label={`${names[field]}: ${t('conflict.theirs')}`}
              />
            </Side>
          </dl>
        </section>
      ))}
      <p className={classes.legend}>
        <ins>{t('conflict.added')}</ins> · <del>{t('conflict.removed')}</del>
      </p>
    </>
  )
}
