import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import page from '../../components/page.module.css'
import { useDesk } from '../../rpc/desk.tsx'
import { OtherCases } from '../context/other-cases.tsx'

const TYPING_MS = 250

type Props = { contactId: string; title: string; serialNumber: string }

/** Before a case is entered a second time: those of the same company that look like it, or of the same device. */
export function KnownCases({ contactId, title, serialNumber }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const [wanted] = useDebouncedValue(`${title.trim()}\n${serialNumber.trim()}`, TYPING_MS)
  const [words = '', serial = ''] = wanted.split('\n')
  const enabled = words.length > 3 || serial.length > 3
  const { data } = useQuery(
    queries.relations.duplicatesOfNew.queryOptions({
      input: { contactId, title: words.slice(0, 1000), serialNumber: serial.slice(0, 200) || null },
      enabled,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  if (!enabled || !data || data.length === 0) return null
  return (
    <div className={page.card} role="status">
      <OtherCases title={t('relations.newDuplicates')} cases={data} level={2} />
    </div>
  )
}
