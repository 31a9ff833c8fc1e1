import { Progress } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AttachmentView, OperationView } from '#shared/rpc/models.ts'
import { failureWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useScreen } from '../../stores/screen.ts'
import { grossOf } from '../estimates/estimate-sums.ts'
import classes from './operation.module.css'

/** When it was written, how often it was tried and what came of it, its files, and who was faster. */
export function OperationFacts({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  return (
    <>
      <p className={classes.facts}>
        <Facts operation={operation} />
      </p>
      {operation.estimate && <EstimateSum estimate={operation.estimate} />}
      {operation.attachments.length > 0 && (
        <ul className={classes.files} aria-label={t('operations.files')}>
          {operation.attachments.map((file) => (
            <File key={file.id} file={file} />
          ))}
        </ul>
      )}
      {operation.overtook > 0 && (
        <p className={classes.overtook}>{t('operations.overtook', { count: operation.overtook })}</p>
      )}
      <Problem operation={operation} />
    </>
  )
}

function EstimateSum({ estimate }: { estimate: NonNullable<OperationView['estimate']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const values = { total: format.money(grossOf(estimate)), date: format.day(estimate.validUntil) }
  return (
    <>
      <ul className={classes.words}>
        {estimate.items.map(({ description }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sent estimate never changes its items
          <li key={at}>{description}</li>
        ))}
      </ul>
      <p className={classes.sum}>{t('operations.estimateFacts', values)}</p>
    </>
  )
}

function Facts({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const now = useStore(clock, (state) => state.now)
  const { state, writtenAt, settledAt, attempts, nextAttemptAt, undoUntil } = operation
  const open = state !== 'settled' && state !== 'conflict'
  const undoSeconds = useSecondsLeft(open ? undoUntil : null)
  const nextSeconds = useSecondsLeft(open && undoSeconds === 0 ? nextAttemptAt : null)
  const at = (instant: number) =>
    format.date(instant) === format.date(now)
      ? format.clock(instant)
      : `${format.date(instant)} ${format.clock(instant)}`

  const facts = [t('operations.written', { time: at(writtenAt) })]
  if (settledAt !== null) facts.push(t('operations.arrived', { time: at(settledAt) }))
  if (open && attempts > 0) facts.push(t('operations.tried', { count: attempts }))
  if (undoSeconds > 0) facts.push(t('operations.leavesIn', { seconds: undoSeconds }))
  else if (nextSeconds > 90) facts.push(t('operations.next', { time: format.clock(nextAttemptAt ?? now) }))
  else if (nextSeconds > 0) facts.push(t('operations.nextIn', { seconds: nextSeconds }))
  return facts.join(' · ')
}

function File({ file }: { file: AttachmentView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const share = file.size > 0 ? Math.min(1, file.sent / file.size) : 0
  return (
    <li className={classes.file}>
      <IconPaperclip size={13} stroke={2} aria-hidden />
      <span className={classes.fileName}>{file.fileName}</span>
      <span className={classes.fileSize}>{format.bytes(file.size)}</span>
      {file.state === 'uploading' && (
        <>
          <Progress.Root size="sm" className={classes.bar}>
            <Progress.Section value={share * 100} aria-label={t('operations.uploading', { name: file.fileName })} />
          </Progress.Root>
          <span className={classes.fileSize}>{format.percent(share)}</span>
        </>
      )}
    </li>
  )
}

function Problem({ operation: { problem, state } }: { operation: OperationView }) {
  const { t } = useTranslation()
  if (!problem || state === 'settled' || state === 'conflict') return null
  const { title, advice } = failureWords({ kind: 'problem', problem }, t)
  return (
    <p className={classes.problem} data-waits={state === 'waiting' || undefined}>
      <strong>{title}.</strong> {advice}
    </p>
  )
}
