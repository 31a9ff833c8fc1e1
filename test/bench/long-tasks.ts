import type { Page } from 'playwright'

export type LongTasks = {
  /** Ms of each task that blocked the window for more than 50 ms since the last time. */
  taken(): Promise<number[]>
}

/** What the browser itself tells of tasks that block the window. */
export async function watchLongTasks(page: Page): Promise<LongTasks> {
  await page.evaluate(() => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    observer.observe({ type: 'longtask' })
    Object.assign(window, { longTasks: tasks })
  })
  return {
    taken: () => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0)),
  }
}
