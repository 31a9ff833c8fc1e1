import { IconDownload } from '@tabler/icons-react'
import type { z } from 'zod'
import type { customerAttachment } from '#shared/customer-api/cases.ts'
import { useWords } from '../../i18n/use-words.ts'
import { filePath } from '../shared/case-address.ts'
import { useFormat } from '../shared/format.ts'
import classes from './case-page.module.css'

export function Attachments({ attachments }: { attachments: readonly z.infer<typeof customerAttachment>[] }) {
  const { t } = useWords()
  const format = useFormat()
  if (attachments.length === 0) return null
  return (
    <ul className={classes.files} aria-label={t('cases.case.attachments')}>
      {attachments.map(({ id, fileName, size }) => (
        <li key={id}>
          <a href={filePath(id)} download={fileName}>
            <IconDownload size={18} stroke={2} aria-hidden="true" />
            <span>
              <span className="visually-hidden">{t('cases.files.download')} </span>
              {fileName} <span className={classes.size}>{format.bytes(size)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
