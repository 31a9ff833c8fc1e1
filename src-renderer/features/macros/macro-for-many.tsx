import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MacroCheck } from '#shared/rpc/macros.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useBulk } from '../bulk/use-bulk.ts'
import { Words } from './macro-for-case.tsx'
import classes from './macros.module.css'

type Props = { macro: MacroView; caseIds: string[]; onClose: () => void }

/** What a macro will do to all selected cases, and what their customers will get, before it does. */
export function MacroForMany({ macro, caseIds, onClose }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { run } = useBulk()
  const { data: check } = useQuery(
    queries.macros.check.queryOptions({ input: { macroId: macro.id, caseIds }, staleTime: 0, gcTime: 0 }),
  )
  return (
    <Modal
      opened
      size={620}
      onClose={onClose}
      title={t('macros.runTitle', { name: macro.content.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className={classes.run} aria-busy={!check}>
        {check && (
          <>
            <p className={classes.note}>{t('macros.willChange', { count: check.cases })}</p>
            {check.replies > 0 && (
              <Notice tone="waiting" title={t('macros.willWrite', { count: check.replies })}>
                {t('macros.willWriteAdvice')}
              </Notice>
            )}
            {check.samples.map(({ caseNumber, text }) => (
              <div key={caseNumber}>
                <p className={classes.note}>{caseNumber}</p>
                <Words body={text} internal={false} />
              </div>
            ))}
            <Refused refused={check.refused} />
          </>
        )}
        <div className={classes.actions}>
          <Button data-autofocus variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            disabled={!check || check.cases === 0}
            onClick={() => {
              onClose()
              void run({ kind: 'macro', macroId: macro.id })
            }}
          >
            {check && check.replies > 0
              ? t('macros.runWriting', { count: check.replies })
              : t('macros.runMany', { count: check?.cases ?? 0 })}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function Refused({ refused }: { refused: MacroCheck['refused'] }) {
  const { t } = useTranslation()
  if (refused.length === 0) return null
  return (
    <section aria-label={t('macros.left')}>
      <p className={classes.note}>{t('bulk.notDone', { count: refused.length })}:</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard */}
      <ul className={classes.refused} tabIndex={0} aria-label={t('macros.left')}>
        {refused.map(({ caseId, caseNumber, problem }) => (
          <li key={caseId}>
            {caseNumber} {t(`problem.${problem.code}.title`, problem.params)}
          </li>
        ))}
      </ul>
    </section>
  )
}
