import { Button, Modal, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BULK_STATES, type BulkResult } from '#shared/rpc/bulk.ts'
import { caseName } from '../../components/case-number.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './bulk.module.css'

/** Rows that are drawn; a thousand that went well need no look each. */
const ROWS_SHOWN = 200

/** What became of each case of the last command. */
export function BulkResults() {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const navigation = useNavigation()
  const { data: last } = useQuery(queries.bulk.last.queryOptions())
  const { data: results } = useQuery(
    queries.bulk.results.queryOptions({ input: { groupId: last?.groupId ?? '' }, enabled: Boolean(last) }),
  )
  const close = () => navigation.hide('bulkResults')
  return (
    <Modal
      opened
      size={640}
      onClose={close}
      title={t('bulk.results')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {last === null && <p>{t('bulk.noResults')}</p>}
      {last && (
        <ul className={classes.counts}>
          {BULK_STATES.filter((state) => (last.counts[state] ?? 0) > 0).map((state) => (
            <li key={state} data-state={state}>
              {t(`bulk.state.${state}`)}: <strong>{last.counts[state]}</strong>
            </li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard */}
      <ul className={classes.results} tabIndex={0} aria-label={t('bulk.results')}>
        {(results ?? []).slice(0, ROWS_SHOWN).map((result) => (
          <ResultLine key={result.caseId} result={result} />
        ))}
      </ul>
      {(results?.length ?? 0) > ROWS_SHOWN && (
        <p className={classes.more}>{t('bulk.more', { count: (results?.length ?? 0) - ROWS_SHOWN })}</p>
      )}
      <div className={classes.actions}>
        <Button data-autofocus onClick={close}>
          {t('app.close')}
        </Button>
      </div>
    </Modal>
  )
}

function ResultLine({ result: { caseId, caseNumber, title, state, problem } }: { result: BulkResult }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <li className={classes.result} data-state={state}>
      <UnstyledButton className={classes.resultCase} onClick={() => navigation.openCase(caseId)}>
        <span className={classes.resultNumber}>{caseName(caseNumber, t)}</span> {title}
      </UnstyledButton>
      <span className={classes.resultState}>
        {state === 'refused' && problem ? t(`problem.${problem.code}.title`, problem.params) : t(`bulk.state.${state}`)}
      </span>
    </li>
  )
}
