import type { ClipboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../components/use-format.tsx'
import { filesOfPaste } from './clipboard-files.ts'

/** Takes the files of a paste; words go where they went. */
export function useFilePaste(onFiles: (files: File[]) => void): (event: ClipboardEvent) => void {
  const { t } = useTranslation()
  const format = useFormat()
  return (event) => {
    const now = Date.now()
    const files = filesOfPaste(event.clipboardData, (extension) => {
      const time = format.clock(now).replaceAll(':', '.')
      return `${t('files.pastedName', { date: format.date(now), time })}.${extension}`
    })
    if (files.length === 0) return
    event.preventDefault()
    onFiles(files)
  }
}
