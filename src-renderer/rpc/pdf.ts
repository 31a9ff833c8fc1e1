const WANTED = 'desk-pdf-wanted'
const DONE = 'desk-pdf'

export type PdfOutcome = 'saved' | 'cancelled' | 'failed'

type Answer = { type: typeof DONE; outcome: PdfOutcome }

/** Electron: what would be printed now goes into a file that the person chooses; `name` is only proposed. */
export function savePdf(target: Window, name: string): Promise<PdfOutcome> {
  return new Promise((resolve) => {
    function onMessage(event: MessageEvent<unknown>) {
      if (event.source !== target || !isAnswer(event.data)) return
      target.removeEventListener('message', onMessage)
      resolve(event.data.outcome)
    }
    target.addEventListener('message', onMessage)
    target.postMessage({ type: WANTED, name }, target.location.origin)
  })
}

function isAnswer(data: unknown): data is Answer {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === DONE && 'outcome' in data
}
