import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { caseOfHash } from '#shared/domain/case-link.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'

/** Opens the case that a link put into the address (`#/case/CAS-…`), now or while the window is open. */
export function useCaseLinks(): void {
  const { t } = useTranslation()
  const { client } = useDesk()
  const navigation = useNavigation()

  useEffect(() => {
    async function follow(hash: string) {
      const caseNumber = caseOfHash(hash)
      if (caseNumber === null) return
      // The same link may come again: only another address is told.
      history.replaceState(null, '', '#/')
      try {
        const caseId = await client.cases.byNumber({ caseNumber })
        if (caseId) return navigation.openCase(caseId)
        notifications.show({
          title: t('link.notHere', { number: caseNumber }),
          message: t('link.notHereAdvice'),
          color: 'orange',
          autoClose: 10_000,
        })
      } catch (error) {
        const { title, advice } = errorWords(error, t)
        notifications.show({ title, message: advice, color: 'red', autoClose: 8_000 })
      }
    }
    // The address may be written anew before its change is told; what was asked for is in the telling.
    const onHashChange = ({ newURL }: HashChangeEvent) => void follow(new URL(newURL).hash)
    void follow(location.hash)
    window.addEventListener('hashchange', onHashChange)
    return () => window.removeEventListener('hashchange', onHashChange)
  }, [client, navigation, t])
}
