import { Loader } from '@mantine/core'
import { IconAddressBook, IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { CustomerDetails } from './customer-details.tsx'
import { CustomerFinder } from './customer-finder.tsx'
import classes from './customers.module.css'

/** People, found as one types, and the card of the chosen one. */
export function CustomersPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { customers } = useScreen()
  const contactId = useStore(customers, (state) => state.contactId)
  useCommand('case.back', () => navigation.go(customers.getState().cameFrom))

  return (
    <div className={classes.page}>
      <section className={classes.side} aria-label={t('customers.title')}>
        <CustomerFinder chosenId={contactId} />
      </section>
      <section className={classes.main} aria-label={t('customers.card')}>
        {contactId ? (
          <Card key={contactId} contactId={contactId} />
        ) : (
          <Empty
            icon={<IconAddressBook size={24} stroke={1.6} />}
            title={t('customers.noneTitle')}
            advice={t('customers.noneAdvice')}
          />
        )}
      </section>
    </div>
  )
}

function Card({ contactId }: { contactId: string }) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { data, error } = useQuery(
    queries.customers.card.queryOptions({ input: { contactId }, placeholderData: keepPreviousData }),
  )
  if (data) return <CustomerDetails card={data} />
  if (error) {
    const words = errorWords(error, t)
    return <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice} />
  }
  return (
    <div className={`${classes.loading} late`}>
      <Loader size="sm" aria-label={t('app.loading')} />
    </div>
  )
}
