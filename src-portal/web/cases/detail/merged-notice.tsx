import { Link } from 'wouter'
import type { CustomerCaseDetail } from '#shared/customer-api/cases.ts'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { caseAddress } from '../shared/case-address.ts'

/** The case goes on in another one; the way there, where the reader may go. */
export function MergedNotice({ into }: { into: CustomerCaseDetail['case']['mergedInto'] }) {
  const { t } = useWords()
  if (!into) return <Notice title={t('cases.merged.title')}>{t('cases.merged.unseen')}</Notice>
  const { id, caseNumber: number } = into
  return (
    <Notice title={t('cases.merged.title')}>
      <p>{t('cases.merged.text', { number })}</p>
      <p>
        <Link href={caseAddress(id)}>{t('cases.merged.open', { number })}</Link>
      </p>
    </Notice>
  )
}
