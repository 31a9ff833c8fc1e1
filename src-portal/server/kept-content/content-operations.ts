import type { Conflict } from '#shared/portal-api/operations.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { type MergeRules, mergeContent } from './merge-content.ts'

type Content = { shared: boolean }
type Row = { id: string; ownerId: string | null; modifiedBy: string; modifiedAt: number }
type Columns<C extends Content> = Omit<C, 'shared'> & Omit<Row, 'id'>

/** What templates, macros and views differ in. */
export type Kind<C extends Content, R extends Row> = MergeRules<C> & {
  name: 'template' | 'macro' | 'view'
  /** What is wrong with it, the first of each kind. */
  faultsOf(content: C): readonly string[]
  wellFormed(content: C): C
  contentOf(row: R): C
  conflict(sides: Sides<C>): Conflict
  lock(work: Work, id: string): Promise<R | undefined>
  insert(work: Work, id: string, columns: Columns<C>): Promise<unknown>
  update(work: Work, id: string, columns: Columns<C>): Promise<unknown>
  remove(work: Work, id: string): Promise<unknown>
  /** What became of it and by whom; `after` null: deleted. */
  record?(work: Work, step: Step<C>): Promise<unknown>
}
type Sides<C> = { base: C; mine: C; theirs: C; changedBy: string | null; changedAt: number | null }
export type Step<C> = { id: string; agentId: string; before: C | null; after: C | null }

type Saving<C> = { id: string; content: C; base: C | null; agentId: string }

/** Every agent may change what is shared; what is somebody else's alone is answered as if there were none. */
export async function saveContent<C extends Content, R extends Row>(
  work: Work,
  kind: Kind<C, R>,
  { id, base: begun, agentId, ...saving }: Saving<C>,
): Promise<Outcome> {
  const { name } = kind
  const content = kind.wellFormed(saving.content)
  const [fault] = kind.faultsOf(content)
  if (fault !== undefined) return rejected(fault, `The ${name} cannot be kept like this`)
  const found = await kind.lock(work, id)
  if (begun === null) {
    if (found) return rejected(`${name}_known`, `There is a ${name} of that id already`)
    await kind.insert(work, id, columnsOf(work, content, agentId, agentId))
    await kind.record?.(work, { id, agentId, before: null, after: content })
    return { status: 'applied' }
  }
  if (!found || !isVisible(found, agentId)) return rejected(`${name}_gone`, `There is no such ${name}`)
  const base = kind.wellFormed(begun)
  const theirs = kind.contentOf(found)
  if (base.shared && !content.shared) return rejected(`${name}_stays_shared`, 'What is shared stays so')
  const merged = mergeContent(base, content, theirs, kind)
  // Two changes that are right each by itself can make one that is not.
  if (!merged.clean || kind.faultsOf(merged.content).length > 0) {
    const { modifiedBy: changedBy, modifiedAt: changedAt } = found
    const conflict = kind.conflict({ base, mine: merged.content, theirs, changedBy, changedAt })
    return { status: 'conflict', conflict }
  }
  const isSame = (one: C, other: C) => kind.fields.every((field) => one[field] === other[field])
  if (isSame(merged.content, theirs)) return { status: 'merged' }
  await kind.update(work, id, columnsOf(work, merged.content, found.ownerId, agentId))
  await kind.record?.(work, { id, agentId, before: theirs, after: merged.content })
  return { status: isSame(merged.content, content) ? 'applied' : 'merged' }
}

export async function deleteContent<C extends Content, R extends Row>(
  work: Work,
  kind: Kind<C, R>,
  { id, agentId }: { id: string; agentId: string },
): Promise<Outcome> {
  const found = await kind.lock(work, id)
  if (!found || !isVisible(found, agentId)) return { status: 'merged' }
  await kind.remove(work, id)
  await kind.record?.(work, { id, agentId, before: kind.contentOf(found), after: null })
  return { status: 'applied' }
}

const isVisible = ({ ownerId }: Row, agentId: string): boolean => ownerId === null || ownerId === agentId

function columnsOf<C extends Content>(
  { now }: Work,
  { shared, ...words }: C,
  ownerId: string | null,
  agentId: string,
): Columns<C> {
  return { ...words, ownerId: shared ? null : ownerId, modifiedBy: agentId, modifiedAt: now }
}
