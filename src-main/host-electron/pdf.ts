import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { safeFileName } from '#shared/domain/file-name.ts'
import type { PdfOutcome } from './messages.ts'

type Args = { window: BrowserWindow; name: unknown; folder: string; log(message: string): void }

/** Writes what the page would print into a file that the person chooses; `name` is the page's word, so it is only a name here. */
export async function savePdf({ window, name, folder, log }: Args): Promise<PdfOutcome> {
  const proposed = safeFileName(typeof name === 'string' ? name : '').replace(/(\.pdf)?$/i, '.pdf')
  try {
    // First, while the page stands as it is to be printed.
    const bytes = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(folder, proposed),
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    })
    if (canceled || filePath === '') return 'cancelled'
    await writeFile(filePath, bytes)
    return 'saved'
  } catch (error) {
    log(`A PDF could not be written: ${error instanceof Error ? error.message : String(error)}`)
    return 'failed'
  }
}
