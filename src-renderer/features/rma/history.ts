import type { RmaLineView } from '#shared/rpc/rmas.ts'

export type HistoryEvent = RmaLineView['history'][number] & { key: string; serialNumber: string }

/** What happened to all devices of an RMA, newest first. */
export function historyOf(lines: readonly Pick<RmaLineView, 'id' | 'serialNumber' | 'history'>[]): HistoryEvent[] {
  return lines
    .flatMap(({ id, serialNumber, history }) =>
      history.map((event, at) => ({ ...event, serialNumber, key: `${id}:${at}` })),
    )
    .toSorted((one, other) => other.at - one.at)
}
