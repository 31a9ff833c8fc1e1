import { Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDraftFacts } from '../../rpc/reads.ts'
import { AttachButton } from '../files/attach-button.tsx'
import { FilePreview } from '../files/file-preview.tsx'
import { StagedFiles } from '../files/staged-files.tsx'
import classes from './new-case.module.css'
import { FILES_OF_NEW_CASE } from './new-case.ts'

type Props = { onFiles: (files: File[]) => void; onRemoved: () => void }

/** What the customer sent along: the files that go with the case itself. */
export function NewCaseFiles({ onFiles, onRemoved }: Props) {
  const { t } = useTranslation()
  const { caseId, mode } = FILES_OF_NEW_CASE
  const attachments = useDraftFacts(caseId, mode)?.attachments ?? []
  return (
    <div>
      <div className={classes.line}>
        <Input.Label labelElement="div">{t('newCase.files')}</Input.Label>
        <AttachButton onFiles={onFiles} />
      </div>
      <StagedFiles draft={FILES_OF_NEW_CASE} attachments={attachments} onRemoved={onRemoved} />
      <FilePreview />
    </div>
  )
}
