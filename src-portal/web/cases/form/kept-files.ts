/** A file of a draft as the browser remembers it: its bytes are on the portal, or gone with the page (`fileId` null). */
export type KeptFile = { name: string; size: number; fileId: string | null }

export function readKeptFiles(kept: unknown): KeptFile[] {
  if (!Array.isArray(kept)) return []
  return kept.flatMap((one): KeptFile[] => {
    const { name, size, fileId } = Object(one)
    if (typeof name !== 'string' || typeof size !== 'number') return []
    return [{ name, size, fileId: typeof fileId === 'string' ? fileId : null }]
  })
}
