import { Button } from '@mantine/core'
import { IconAlertTriangle, IconMessage2 } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView } from '#shared/rpc/models.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useCase } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { CaseHeader } from './case-header.tsx'
import classes from './case-pane.module.css'
import { Composer } from './composer.tsx'
import { ConflictCard } from './conflict-card.tsx'
import { Thread } from './thread.tsx'
import { useCaseCommands } from './use-case-commands.ts'

type Props = { agent: AgentView; wide: boolean }

export function CasePane({ agent, wide }: Props) {
  const { t } = useTranslation()
  const { selection } = useScreen()
  const caseId = useStore(selection, (state) => state.openId)
  if (caseId) return <OpenCase key={caseId} caseId={caseId} agent={agent} wide={wide} />
  return (
    <Empty icon={<IconMessage2 size={24} stroke={1.6} />} title={t('case.noneTitle')} advice={t('case.noneAdvice')} />
  )
}

function OpenCase({ caseId, agent, wide }: Props & { caseId: string }) {
  const { t } = useTranslation()
  const { focus } = useScreen()
  const { data: detail, error, refetch } = useCase(caseId)
  const pane = useRef<HTMLElement>(null)
  useCaseCommands(detail, agent)

  const wish = useStore(focus, (state) => state.wish)
  const ready = detail !== undefined
  useEffect(() => {
    if (wish?.target !== 'pane' || !ready) return
    pane.current?.focus({ preventScroll: true })
    focus.setState({ wish: null })
  }, [wish, ready, focus])

  if (error && !detail) {
    const words = errorWords(error, t)
    return (
      <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice}>
        <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
      </Empty>
    )
  }
  return (
    <article
      ref={pane}
      className={classes.pane}
      tabIndex={-1}
      aria-busy={!detail}
      aria-label={detail ? t('case.label', { number: detail.case.caseNumber }) : t('case.pane')}
    >
      {detail ? (
        <>
          <CaseHeader detail={detail} agent={agent} wide={wide} />
          {detail.conflicts.map((conflict) => (
            <ConflictCard key={conflict.opId} {...conflict} />
          ))}
          <Thread detail={detail} />
          <Composer detail={detail} />
        </>
      ) : (
        <div className={`${classes.skeleton} late`}>
          <span />
          <span />
          <span />
        </div>
      )}
    </article>
  )
}
