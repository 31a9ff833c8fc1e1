import type { Page } from '@playwright/test'
import type { DeskPage } from './desk-page.ts'

export type HeldAnswers = {
  /** How often the screen has asked. */
  count(): number
  /** From now on the answers come through, first those that were held. */
  release(): void
}

/** Lets the desk do what the screen asks by `procedure` and holds its answers back. Works from the next load of the page on. */
export async function holdAnswers(page: Page, procedure: string): Promise<HeldAnswers> {
  const held: (() => void)[] = []
  let asked = 0
  let holding = true
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const desk = socket.connectToServer()
    const ids = new Set<unknown>()
    socket.onMessage((message) => {
      if (typeof message === 'string' && message.includes(procedure)) {
        ids.add(idOf(message))
        asked += 1
      }
      desk.send(message)
    })
    desk.onMessage((message) => {
      const pass = () => socket.send(message)
      if (holding && typeof message === 'string' && ids.has(idOf(message))) held.push(pass)
      else pass()
    })
  })
  return {
    count: () => asked,
    release() {
      holding = false
      for (const pass of held.splice(0)) pass()
    },
  }
}

/** Loads the page again; from then on counts how often it asks by `procedure`, which is answered as ever. */
export async function countAnswers(desk: DeskPage, procedure: string): Promise<() => number> {
  const { count, release } = await holdAnswers(desk.page, procedure)
  release()
  await desk.page.reload()
  await desk.ready()
  return count
}

/** Of a request and of its answer. */
export function idOf(message: string): unknown {
  return (JSON.parse(message) as { i?: unknown }).i
}
