import { Button } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { caseName } from '../../components/case-number.ts'
import { Notice } from '../../components/notice.tsx'
import { useRelations } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './relations.module.css'
import { useRelationActions } from './use-relation-actions.tsx'

/** In place of the composer of a case that goes on in another one. */
export function MergedBanner({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const actions = useRelationActions()
  const { data } = useRelations(detail.case.id)
  const into = data?.mergedInto
  const unmerge = () => void actions.unmerge(detail.case)
  useCommand('case.unmerge', unmerge)
  const number = into ? caseName(into.caseNumber, t) : ''
  return (
    <div className={classes.banner}>
      <Notice
        tone="active"
        title={into ? t('relations.mergedInto', { number }) : t('relations.mergedUnknown')}
        actions={
          <>
            {into && (
              <Button
                size="compact-sm"
                leftSection={<IconGitMerge size={15} aria-hidden />}
                onClick={() => navigation.openCase(into.id)}
              >
                {t('relations.open', { number })}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={unmerge}>
              {t('relations.unmerge')}
            </Button>
          </>
        }
      >
        {into && <p>{t('relations.mergedAdvice', { number, title: into.title })}</p>}
      </Notice>
    </div>
  )
}
