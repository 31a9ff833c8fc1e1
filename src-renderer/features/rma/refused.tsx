import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { Notice } from '../../components/notice.tsx'
import { failureWords } from '../../components/problem-words.ts'
import { useNavigation } from '../../stores/use-navigation.ts'

/** What the portal did not take; the sync page tries it again or takes it back. */
export function RefusedNotice({ refused }: { refused: RmaDetail['refused'] }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return refused.map(({ opId, problem }) => {
    const words = problem && failureWords({ kind: 'problem', problem }, t)
    return (
      <Notice
        key={opId}
        tone="danger"
        title={t('rma.refused')}
        actions={
          <Button size="compact-sm" variant="default" onClick={() => navigation.go('sync')}>
            {t('rma.toSync')}
          </Button>
        }
      >
        {words && `${words.title}. ${words.advice}`}
      </Notice>
    )
  })
}
