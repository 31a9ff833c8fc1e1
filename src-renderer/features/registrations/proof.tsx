import { useTranslation } from 'react-i18next'
import type { ProofResult } from '#shared/domain/registration.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Badge } from '../../components/badge.tsx'
import classes from './registrations.module.css'
import { Section } from './section.tsx'

const TONES = { match: 'good', mismatch: 'danger', none: 'closed' } as const satisfies Record<ProofResult, string>

/** Whether customer code and invoice number agreed with what the portal knows, and what the person says to it. */
export function Proof({ registration }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const { proof, customerCode, invoiceNumber, explanation } = registration
  return (
    <Section title={t('registrations.proofTitle')}>
      <Badge
        tone={TONES[proof]}
        label={t(`registrations.proof.${proof}`)}
        text={t(`registrations.proofText.${proof}`)}
      />
      {(customerCode || invoiceNumber) && (
        <dl className={classes.facts}>
          <div>
            <dt>{t('registrations.field.customerCode')}</dt>
            <dd className={classes.figures}>{customerCode ?? t('case.empty')}</dd>
          </div>
          <div>
            <dt>{t('registrations.field.invoiceNumber')}</dt>
            <dd className={classes.figures}>{invoiceNumber ?? t('case.empty')}</dd>
          </div>
        </dl>
      )}
      {explanation && (
        <figure className={classes.quoteBox}>
          <figcaption className={classes.dim}>{t('registrations.explanation')}</figcaption>
          <blockquote className={classes.reason}>{explanation}</blockquote>
        </figure>
      )}
    </Section>
  )
}
