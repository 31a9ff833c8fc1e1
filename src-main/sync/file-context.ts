import type { FileFolder } from '#main/store/file-folder/index.ts'
import type { Transfers } from './transfers.ts'

/** What carrying files needs beside the rest of a session's sync. */
export type FileContext = {
  files: FileFolder
  transfers: Transfers
  report: {
    /** Progress of files of these cases, or where their bytes are. */
    attachments(caseIds: string[]): void
  }
}
