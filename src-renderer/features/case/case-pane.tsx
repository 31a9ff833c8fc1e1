import { Button } from '@mantine/core'
import { IconAlertTriangle, IconMessage2 } from '@tabler/icons-react'
import { memo, useDeferredValue, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { Empty } from '../../components/empty.tsx'
import { FocusBack } from '../../components/focus-back.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useCase, usePrefetchThread } from '../../rpc/reads.ts'
import { type Overlay, useScreen } from '../../stores/screen.ts'
import { BackNotice } from '../attention/back-notice.tsx'
import { useLook } from '../attention/use-look.ts'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import { EstimateEditor } from '../estimates/estimate-editor.tsx'
import { OpenEstimate } from '../estimates/open-estimate.tsx'
import { CasePreview } from '../files/case-preview.tsx'
import { useFileDrop } from '../files/file-drop.tsx'
import { HistoryDialog } from '../history/history-dialog.tsx'
import { MergedBanner } from '../relations/merged-banner.tsx'
import { PartDrafts } from '../relations/part-drafts.tsx'
import { RelateDialog } from '../relations/relate-dialog.tsx'
import { SplitDialog } from '../relations/split-dialog.tsx'
import { CaseHeader } from './case-header.tsx'
import classes from './case-pane.module.css'
import { Composer } from './composer.tsx'
import { CasePrinting } from './document/case-printing.tsx'
import { Thread } from './thread.tsx'
import { useAbout } from './use-about.ts'
import { useCaseCommands } from './use-case-commands.ts'
import { usePresence } from './use-presence.ts'

type Props = { agent: AgentView; wide: boolean }

/**
 * The open case. Drawing it is deferred: the keys mark rows at once, and the pane follows in slices that a key press
 * interrupts. Until the next case is read whole, the pane shows the last one whole.
 */
export function CasePane({ agent, wide }: Props) {
  const { t } = useTranslation()
  const { selection } = useScreen()
  const caseId = useStore(selection, (state) => state.openId)
  useCaseCommands(agent)
  usePresence(caseId)
  if (caseId) {
    return (
      <>
        <OpenCase caseId={caseId} agent={agent} wide={wide} />
        <CasePrinting />
      </>
    )
  }
  return (
    <Empty icon={<IconMessage2 size={24} stroke={1.6} />} title={t('case.noneTitle')} advice={t('case.noneAdvice')} />
  )
}

function OpenCase({ caseId, agent, wide }: Props & { caseId: string }) {
  const { t } = useTranslation()
  const { data, error, refetch, isPlaceholderData } = useCase(caseId)
  usePrefetchThread(caseId)
  const detail = useDeferredValue(data)

  if (error && (!data || isPlaceholderData)) {
    const words = errorWords(error, t)
    return (
      <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice}>
        <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
      </Empty>
    )
  }
  return detail ? <CaseView detail={detail} agent={agent} wide={wide} /> : <Skeleton />
}

const CaseView = memo(function CaseView({ detail, agent, wide }: Props & { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { focus, selection, composer, staging } = useScreen()
  const mode = useStore(composer, (state) => state.mode)
  const pane = useRef<HTMLElement>(null)
  const { id: caseId, caseNumber } = detail.case
  const merged = detail.case.mergedIntoId !== null
  const about = useAbout(caseId)

  useLook(caseId, `${detail.attention.back} ${detail.case.modifiedAt}`)

  const wish = useStore(focus, (state) => state.wish)
  useEffect(() => {
    if (wish?.target !== 'pane' || selection.getState().openId !== caseId) return
    pane.current?.focus({ preventScroll: true })
    focus.setState({ wish: null })
  }, [wish, caseId, focus, selection])

  const drop = useFileDrop(t(mode === 'reply' ? 'files.dropReply' : 'files.dropNote'), (files) => {
    staging.add({ caseId, mode }, files)
    focus.setState({ wish: { target: 'composer', mode, caseId } })
  })

  return (
    <article
      ref={pane}
      {...drop.props}
      className={classes.pane}
      tabIndex={-1}
      aria-label={t('case.label', { number: caseName(caseNumber, t) })}
    >
      <CaseHeader key={`header-${caseId}`} detail={detail} agent={agent} wide={wide} />
      {detail.conflicts.map((conflict, at) => (
        <ConflictCard key={conflict.opId} {...conflict} subject={caseNumber} keys={at === 0} />
      ))}
      <BackNotice key={`back-${caseId}`} detail={detail} />
      <OpenEstimate detail={detail} />
      <Thread key={`thread-${caseId}`} detail={detail} />
      {merged ? (
        <MergedBanner detail={detail} />
      ) : (
        <>
          <PartDrafts caseId={caseId} />
          <Composer detail={detail} />
        </>
      )}
      {drop.zone}
      <CasePreview caseId={caseId} />
      {isDialog(about) && (
        <FocusBack key={`${about}-${caseId}`} otherwise={pane}>
          <CaseDialog detail={detail} what={about} />
        </FocusBack>
      )}
    </article>
  )
})

const DIALOGS = ['estimate', 'history', 'merge', 'link', 'split'] as const satisfies Overlay[]
type Dialog = (typeof DIALOGS)[number]

function isDialog(overlay: Overlay): overlay is Dialog {
  return DIALOGS.some((dialog) => dialog === overlay)
}

function CaseDialog({ detail, what }: { detail: CaseDetail; what: Dialog }) {
  switch (what) {
    case 'estimate':
      return <EstimateEditor detail={detail} />
    case 'history':
      return <HistoryDialog detail={detail} />
    case 'merge':
    case 'link':
      return <RelateDialog detail={detail} what={what} />
    case 'split':
      return <SplitDialog detail={detail} />
    default:
      return assertNever(what)
  }
}

function Skeleton() {
  return (
    <div className={`${classes.skeleton} late`} aria-busy>
      <span />
      <span />
      <span />
    </div>
  )
}
