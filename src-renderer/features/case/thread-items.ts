import type { ThreadItem, ThreadPage } from '#shared/rpc/models.ts'

/** Pages as they were read (newest first) put together, oldest item first. */
export function joinThread(pages: readonly ThreadPage[]): ThreadItem[] {
  return [...pages].reverse().flatMap((page) => page.items)
}

export type ThreadDay = { day: string; at: number; items: ThreadItem[] }

/** Items by calendar day of the machine's time zone. */
export function byDay(items: readonly ThreadItem[]): ThreadDay[] {
  const days: ThreadDay[] = []
  for (const item of items) {
    const day = dayOf(item.createdAt)
    const last = days[days.length - 1]
    if (last?.day === day) last.items.push(item)
    else days.push({ day, at: item.createdAt, items: [item] })
  }
  return days
}

function dayOf(instant: number): string {
  const date = new Date(instant)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** Words of others that came after item `afterId`; all of them when it is not among the loaded ones. */
export function newFromOthers(items: readonly ThreadItem[], afterId: string | null): ThreadItem[] {
  const at = afterId === null ? -1 : items.findIndex((item) => item.id === afterId)
  if (afterId !== null && at < 0) return []
  return items.slice(at + 1).filter((item) => item.type === 'note' && !item.mine)
}

/** The first item that others made after the instant that is told for it. */
export function firstNew(items: readonly ThreadItem[], since: (item: ThreadItem) => number): string | null {
  const isTheirs = (item: ThreadItem) => (item.type === 'note' ? !item.mine : item.authorKind === 'customer')
  return items.find((item) => item.createdAt > since(item) && isTheirs(item))?.id ?? null
}
