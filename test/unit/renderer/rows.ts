import type { CaseListQuery, CasePage, ListKey, PageAnchor } from '#shared/rpc/models.ts'
import type { ListRow } from '../../../src-renderer/features/queue/window.ts'

/** A list row; `order` is its sort value, higher first. */
export function listRow(id: string, order: number, over: Partial<ListRow> = {}): ListRow {
  return {
    id,
    caseNumber: `CAS-${String(order).padStart(5, '0')}-A1B2C3`,
    title: `Case ${id}`,
    caseType: 'support',
    status: 'in_progress',
    ownerId: null,
    ownerName: null,
    accountName: 'Account',
    contactName: 'Contact',
    customerReference: null,
    createdAt: order,
    modifiedAt: order,
    sla: null,
    pending: false,
    conflict: false,
    asleep: false,
    snoozedUntil: null,
    back: null,
    unread: false,
    key: [order, order],
    ...over,
  }
}

/** A desk that has only a list, newest first: answers pages by every kind of anchor. */
export function fakeList(count: number) {
  let rows = Array.from({ length: count }, (_, at) => listRow(`c${at}`, count - at))
  const requests: PageAnchor[] = []

  function fetchPage(_query: CaseListQuery, anchor: PageAnchor, limit: number): Promise<CasePage> {
    requests.push(anchor)
    const at = (key: ListKey) => rows.findIndex((row) => row.key[0] <= key[0])
    let start = 0
    let end = limit
    let startIndex: number | null = null
    if ('at' in anchor) {
      start = anchor.at === 'start' ? 0 : Math.max(0, rows.length - limit)
      startIndex = start
    } else if ('index' in anchor) startIndex = start = anchor.index
    else if ('after' in anchor) start = at(anchor.after) + 1
    if ('before' in anchor) {
      end = Math.max(0, at(anchor.before))
      start = Math.max(0, end - limit)
    } else end = start + limit
    return Promise.resolve({
      rows: rows.slice(start, end).map((row) => ({ ...row })),
      total: rows.length,
      startIndex,
    })
  }

  return {
    requests,
    fetchPage,
    indexOf: (_query: CaseListQuery, caseId: string) => {
      const index = rows.findIndex((row) => row.id === caseId)
      return Promise.resolve(index < 0 ? null : index)
    },
    rows: () => rows,
    /** A case is changed: it comes to the top. */
    touch(id: string) {
      const order = rows[0]!.key[0] as number
      const row = rows.find((other) => other.id === id)!
      rows = [{ ...row, key: [order + 1, row.key[1]], modifiedAt: order + 1 }, ...rows.filter((other) => other !== row)]
    },
    add(id: string) {
      rows = [listRow(id, (rows[0]!.key[0] as number) + 1), ...rows]
    },
    remove(id: string) {
      rows = rows.filter((row) => row.id !== id)
    },
  }
}
