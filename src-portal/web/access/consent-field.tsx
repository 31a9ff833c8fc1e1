import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { ConsentKind } from '#shared/domain/registration.ts'
import { CheckboxField } from '../forms/fields.tsx'
import type { FieldProps } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './access.module.css'

/** The whole text, before the box that agrees to it. */
export function ConsentField({
  kind,
  version,
  level = 3,
  ...field
}: FieldProps<boolean> & { kind: ConsentKind; version: string; level?: 2 | 3 }) {
  const { t } = useWords()
  const Heading = level === 2 ? 'h2' : 'h3'
  const title = t(`access.consent.${kind}.title`)
  return (
    <div className={classes.consent}>
      <Heading>{title}</Heading>
      <p>
        {t(`access.consent.${kind}.text`)}{' '}
        {kind === 'processing' ? (
          // In a page of its own, so that what was typed stays where it is.
          <a href={CUSTOMER_PAGES.privacy} target="_blank" rel="noreferrer">
            {t('access.consent.privacy')}
          </a>
        ) : null}
      </p>
      <p className={classes.version}>{t('access.consent.version', { version })}</p>
      <CheckboxField {...field} label={`${t('access.consent.agree')}: ${title}`} required />
    </div>
  )
}
