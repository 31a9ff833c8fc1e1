import { ipcRenderer } from 'electron'
import { caseHash, readCaseNumber } from '#shared/domain/case-link.ts'
import { LINK_CHANNEL, PORT_CHANNEL, PORT_GIVEN, PORT_WANTED } from './messages.ts'

/** Nothing is exposed to the page: it asks by a message to its own window and gets a `MessagePort` the same way. */
window.addEventListener('message', (event) => {
  if (event.source === window && event.origin === location.origin && event.data === PORT_WANTED) {
    ipcRenderer.send(PORT_CHANNEL)
  }
})

ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage(PORT_GIVEN, location.origin, event.ports)
})

/** A link goes into the page's own address, where it can name a case and do nothing else. */
ipcRenderer.on(LINK_CHANNEL, (_event, caseNumber: unknown) => {
  const number = typeof caseNumber === 'string' ? readCaseNumber(caseNumber) : null
  if (number !== null) location.hash = caseHash(number)
})
