/** How far files are on their way, by content hash; known to the running process alone. */
export type Transfers = {
  /** Bytes that the portal has of a file that it does not have whole; 0 where nothing is known. */
  uploaded(sha256: string): number
  /** Bytes of a file that is coming; null where none is. */
  fetched(sha256: string): number | null
  noteUploaded(sha256: string, bytes: number): void
  /** `null`: it is not coming any more. */
  noteFetched(sha256: string, bytes: number | null): void
}

export function createTransfers(): Transfers {
  const up = new Map<string, number>()
  const down = new Map<string, number>()
  return {
    uploaded: (sha256) => up.get(sha256) ?? 0,
    fetched: (sha256) => down.get(sha256) ?? null,
    noteUploaded: (sha256, bytes) => void up.set(sha256, bytes),
    noteFetched: (sha256, bytes) => void (bytes === null ? down.delete(sha256) : down.set(sha256, bytes)),
  }
}
