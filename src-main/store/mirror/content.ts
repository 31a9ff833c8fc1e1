/** What templates, macros and views have beside their content. */
export type Frame = { id: string; ownerId: string | null; modifiedBy: string; modifiedAt: number }
export type ContentOf<Row extends Frame> = Omit<Row, keyof Frame> & { shared: boolean }

export function contentOf<Row extends Frame>(row: Row): ContentOf<Row> {
  const { id: _id, ownerId, modifiedBy: _by, modifiedAt: _at, ...words } = row
  return { ...words, shared: ownerId === null }
}
