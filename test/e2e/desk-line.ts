import type { Page, WebSocketRoute } from '@playwright/test'

export type DeskLine = {
  /** Questions to this procedure wait on their way to the desk; the result lets them go on. */
  hold(procedure: string): () => void
  /** Ends the connection, and refuses each new one until it is mended. */
  cut(): void
  mend(): void
}

/** Takes the line between a page and its desk into the hands of the test. The page is loaded anew. */
export async function takeLine(page: Page): Promise<DeskLine> {
  const held = new Map<string, (() => void)[]>()
  let open: WebSocketRoute | null = null
  let isCut = false
  await page.routeWebSocket(/\/rpc/, (socket) => {
    if (isCut) return void socket.close()
    open = socket
    const desk = socket.connectToServer()
    socket.onMessage((message) => {
      const procedure = [...held.keys()].find((name) => String(message).includes(name))
      if (procedure === undefined) desk.send(message)
      else held.get(procedure)?.push(() => desk.send(message))
    })
  })
  await page.reload()
  return {
    hold(procedure) {
      held.set(procedure, [])
      return () => {
        const waiting = held.get(procedure) ?? []
        held.delete(procedure)
        for (const send of waiting) send()
      }
    },
    cut() {
      isCut = true
      void open?.close()
    },
    mend() {
      isCut = false
    },
  }
}
