import { ipcRenderer } from 'electron'
import { caseHash, readCaseNumber } from '#shared/domain/case-link.ts'
import {
  LINK_CHANNEL,
  PDF_CHANNEL,
  PDF_DONE,
  PDF_WANTED,
  type PdfOutcome,
  PORT_CHANNEL,
  PORT_GIVEN,
  PORT_WANTED,
} from './messages.ts'

/** Nothing is exposed to the page: it asks by a message to its own window and gets a `MessagePort` the same way. */
window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin) return
  if (event.data === PORT_WANTED) ipcRenderer.send(PORT_CHANNEL)
  else if (event.data?.type === PDF_WANTED) void savePdf(event.data.name)
})

/** Into a file that the person chooses in main's dialog; the page only proposes a name. */
async function savePdf(name: unknown): Promise<void> {
  const outcome: PdfOutcome = await ipcRenderer.invoke(PDF_CHANNEL, String(name)).catch(() => 'failed')
  window.postMessage({ type: PDF_DONE, outcome }, location.origin)
}

ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage(PORT_GIVEN, location.origin, event.ports)
})

/** A link goes into the page's own address, where it can name a case and do nothing else. */
ipcRenderer.on(LINK_CHANNEL, (_event, caseNumber: unknown) => {
  const number = typeof caseNumber === 'string' ? readCaseNumber(caseNumber) : null
  if (number !== null) location.hash = caseHash(number)
})
