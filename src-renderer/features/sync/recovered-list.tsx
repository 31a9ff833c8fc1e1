import { Button, CopyButton, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck, IconCopy, IconLifebuoy } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecoveredWords } from '#shared/rpc/models.ts'
import page from '../../components/page.module.css'
import { useFormat } from '../../components/use-format.tsx'
import { useRecovered } from '../../rpc/reads.ts'
import { useChange } from '../../rpc/use-change.ts'
import { AttachmentList } from '../files/attachment-list.tsx'
import { FilePreview } from '../files/file-preview.tsx'
import operation from './operation.module.css'
import classes from './sync.module.css'

/** Words whose case is gone: nothing that was written goes with it, until the agent says so. */
export function RecoveredList() {
  const { t } = useTranslation()
  const change = useChange()
  const heading = useId()
  const { data: recovered = [] } = useRecovered()
  const [removing, setRemoving] = useState<RecoveredWords | null>(null)
  if (recovered.length === 0) return null

  async function remove({ id }: RecoveredWords) {
    setRemoving(null)
    const done = await change((desk) => desk.sync.removeRecovered({ id }))
    if (done) notifications.show({ message: t('recovered.removed') })
  }

  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className={classes.sectionTitle}>
        <IconLifebuoy size={16} stroke={1.9} aria-hidden />
        {t('recovered.title')} <span className={page.dim}>{recovered.length}</span>
      </h2>
      <p className={classes.sectionText}>{t('recovered.text')}</p>
      <ul className={operation.operations}>
        {recovered.map((words) => (
          <RecoveredItem key={words.id} words={words} onRemove={() => setRemoving(words)} />
        ))}
      </ul>
      <FilePreview />
      <Modal
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('recovered.sureTitle')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <p>{t('recovered.sureText')}</p>
        {removing?.text && <blockquote className={classes.quote}>{removing.text}</blockquote>}
        {removing && removing.attachments.length > 0 && (
          <p>{t('recovered.sureFiles', { count: removing.attachments.length })}</p>
        )}
        <div className={classes.dialogActions}>
          <Button variant="default" data-autofocus onClick={() => setRemoving(null)}>
            {t('recovered.keep')}
          </Button>
          <Button color="red.9" onClick={() => removing && void remove(removing)}>
            {t('recovered.remove')}
          </Button>
        </div>
      </Modal>
    </section>
  )
}

function reasonOf({ kind, reason }: RecoveredWords, t: TFunction): string {
  if (kind === 'template') return t(`recovered.templateReason.${reason}`)
  if (kind === 'macro') return t(`recovered.macroReason.${reason}`)
  return t(kind === 'view' ? `recovered.viewReason.${reason}` : `recovered.reason.${reason}`)
}

function RecoveredItem({ words, onRemove }: { words: RecoveredWords; onRemove: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { kind, caseNumber, caseTitle, text, writtenAt } = words
  const time = `${format.date(writtenAt)} ${format.clock(writtenAt)}`
  return (
    <li>
      <article
        className={operation.operation}
        aria-label={`${t(`recovered.kind.${kind}`)}, ${caseNumber || caseTitle}`}
      >
        <p>
          <strong>{t(`recovered.kind.${kind}`)}</strong>{' '}
          <span className={page.dim}>{[caseNumber, caseTitle].filter(Boolean).join(' · ')}</span>
        </p>
        <p className={operation.facts}>
          {reasonOf(words, t)} · {t('operations.written', { time })}
        </p>
        {text !== '' && <p className={operation.words}>{text}</p>}
        <AttachmentList attachments={words.attachments} />
        <div className={classes.buttons}>
          {text !== '' && (
            <CopyButton value={text} timeout={1_500}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                  onClick={copy}
                >
                  {t(copied ? 'app.copied' : 'recovered.copy')}
                </Button>
              )}
            </CopyButton>
          )}
          <Button variant="subtle" color="gray" onClick={onRemove}>
            {t('recovered.remove')}
          </Button>
        </div>
      </article>
    </li>
  )
}
