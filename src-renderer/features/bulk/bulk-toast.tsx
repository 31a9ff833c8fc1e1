import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { COMPOSER_MODES } from '#shared/domain/case.ts'
import type { BulkRun } from '#shared/rpc/bulk.ts'
import undo from '../../components/undo-toast.module.css'
import { UndoButton } from '../../components/undo-toast.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import type { DraftKey } from '../case/draft-saver.ts'
import { useIntoDrafts } from '../case/use-into-drafts.ts'
import classes from './bulk.module.css'
import type { MarksState } from './marks.ts'

/** Longest time for which is said that nothing could be done. */
const NOTHING_MS = 12_000

/** What it was done with: what was selected then, or one case. */
export type Done = { kind: 'marks'; marks: MarksState } | { kind: 'case'; caseId: string }

/** Says what was done with the selection and offers to take back the whole while that is possible. */
export function offerBulkUndo(run: BulkRun, of: Done): void {
  notifications.show({
    id: run.groupId,
    message: <BulkToast run={run} of={of} />,
    withCloseButton: false,
    autoClose: run.undoUntil === null ? NOTHING_MS : false,
    className: undo.toast,
  })
}

function BulkToast({ run, of }: { run: BulkRun; of: Done }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { done, refused } = run
  return (
    <div className={classes.toast}>
      <div className={undo.line}>
        <span className={undo.words}>
          {done > 0 ? t('bulk.done', { count: done }) : t('bulk.nothing')}
          {refused.length > 0 && <span className={undo.left}>{t('bulk.notDone', { count: refused.length })}</span>}
        </span>
        {run.undoUntil !== null && <Undo run={run} undoUntil={run.undoUntil} of={of} />}
      </div>
      {done > 0 && of.kind === 'marks' && (
        <UnstyledButton className={undo.undo} onClick={() => navigation.show('bulkResults')}>
          {t('bulk.look')}
        </UnstyledButton>
      )}
      {done === 0 && <Reasons run={run} />}
    </div>
  )
}

/** Nothing is remembered of a command that did nothing; why is told here, each reason once. */
function Reasons({ run: { refused } }: { run: BulkRun }) {
  const { t } = useTranslation()
  const counts = new Map<string, number>()
  for (const { problem } of refused) {
    const words = t(`problem.${problem.code}.title`, problem.params)
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return (
    <ul className={classes.reasons}>
      {[...counts].map(([words, count]) => (
        <li key={words}>
          {words} ({count})
        </li>
      ))}
    </ul>
  )
}

type UndoProps = { run: BulkRun; undoUntil: number; of: Done }

function Undo({ run: { groupId }, undoUntil, of }: UndoProps) {
  const { t } = useTranslation()
  const { marks, list, selection, speech } = useScreen()
  const intoDrafts = useIntoDrafts()

  async function takeBack() {
    // A macro's words are a draft then, after those that were typed since; of selected cases the open one shows them.
    const caseId = of.kind === 'case' ? of.caseId : selection.getState().openId
    const isOf = caseId !== null && (of.kind === 'case' || of.marks.ids.has(caseId))
    const keys: DraftKey[] = isOf ? COMPOSER_MODES.map((mode) => ({ caseId, mode })) : []
    let left = 0
    const taken = await intoDrafts(keys, async (desk) => {
      left = (await desk.bulk.undo({ groupId })).left
    })
    if (!taken) return
    notifications.hide(groupId)
    if (of.kind === 'marks') marks.setState((now) => (now.ids.size === 0 ? of.marks : now))
    list.refresh()
    const text = left === 0 ? t('bulk.undone') : t('bulk.undoneInPart', { count: left })
    speech.setState((now) => ({ ...now, text, count: now.count + 1 }))
    if (left > 0) notifications.show({ message: text, autoClose: 8_000 })
  }

  return <UndoButton toast={groupId} undoUntil={undoUntil} takeBack={takeBack} />
}
