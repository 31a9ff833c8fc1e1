import type { TemplateContent } from '#shared/domain/template.ts'
import { TEMPLATES, VIEWS } from './base.ts'
import type { Facts, OutboxOperation, Row, TemplateStep } from './facts.ts'

/** What the guarantees say of the templates and views that agents share (S58–S61). */

/** Of guarantee 5: the history of a template leads to what it is, and nobody wrote over what they had not seen. */
export function templatesTold(facts: Facts): string[] {
  const wrong: string[] = []
  const steps = Map.groupBy(facts.templateSteps, ({ template_id }) => template_id)
  const rows = new Map(facts.templates.map((row) => [row.id, row]))
  for (const id of new Set([...rows.keys(), ...steps.keys()])) {
    const [first] = TEMPLATES.filter((one) => one.id === id)
    let content: TemplateContent | null = first ? contentOf(first) : null
    for (const step of steps.get(id) ?? []) {
      if (!isSame(step.before, content)) wrong.push(`template ${id} changed untold before ${step.op_id}`)
      wrong.push(...notSeen(facts, step))
      content = step.after
    }
    const row = rows.get(id)
    const now = row ? contentOf({ ...row, ownerId: row.owner_id, bodySl: row.body_sl, bodyEn: row.body_en }) : null
    if (!isSame(now, content)) wrong.push(`template ${id} is not as its history ends`)
  }
  return wrong
}

function contentOf(row: Omit<TemplateContent, 'shared'> & { ownerId: string | null }): TemplateContent {
  const { name, shortcut, bodySl, bodyEn } = row
  return { name, shortcut, bodySl, bodyEn, shared: row.ownerId === null }
}

const FIELDS = ['name', 'shortcut', 'bodySl', 'bodyEn', 'shared'] as const

function isSame(one: TemplateContent | null, other: TemplateContent | null): boolean {
  if (one === null || other === null) return one === other
  return FIELDS.every((field) => one[field] === other[field])
}

const WORDS = /beseda\d+x/g

function notSeen({ desks }: Facts, { op_id, before, after }: TemplateStep): string[] {
  if (op_id === null) return ['a template changed outside of any operation']
  const operation = desks.map(({ operations }) => operations.get(op_id)?.operation).find((found) => found)
  if (operation?.kind !== 'template.save' || before === null || after === null) return []
  const { base } = operation
  return (['name', 'bodySl'] as const).flatMap((field) => {
    const seen = new Set(base?.[field].match(WORDS))
    const lost = before[field].match(WORDS)?.filter((word) => !seen.has(word) && !after[field].includes(word)) ?? []
    return lost.map((word) => `${op_id} wrote over "${word}" of a template's ${field}, which it had not seen`)
  })
}

/** The same of views, of which no history is kept: every change is played once more in the order of the feed. */
export function viewsTold(facts: Facts): string[] {
  const names = new Map(VIEWS.map(({ id, name }) => [id, name]))
  const wrong: string[] = []
  for (const { operation } of inOrder(facts)) {
    if (operation.kind === 'view.delete') names.delete(operation.viewId)
    if (operation.kind !== 'view.save') continue
    const { viewId, content, base, opId } = operation
    const name = names.get(viewId)
    if (base !== null && content.name === base.name) continue
    const isFresh = base === null ? name === undefined : name === base.name || name === content.name
    if (!isFresh) wrong.push(`${opId} called a view ${content.name} that was ${name}, having seen ${base?.name}`)
    names.set(viewId, content.name)
  }
  const now = new Map(facts.views.map(({ id, name }) => [id, name]))
  for (const id of new Set([...now.keys(), ...names.keys()])) {
    if (now.get(id) !== names.get(id)) wrong.push(`view ${id} is called ${now.get(id)}, not ${names.get(id)}`)
  }
  return wrong
}

/** What took effect, by the feed's numbers; of two with one number the later one changed nothing. */
function inOrder({ desks, ledger }: Facts): OutboxOperation[] {
  const rank = { applied: 0, merged: 1 } as const
  return desks
    .flatMap(({ operations }) => [...operations.values()])
    .flatMap((stored) => {
      const { status = null, seq = 0 } = ledger.get(stored.op_id) ?? {}
      return status === 'applied' || status === 'merged' ? [{ stored, seq: Number(seq), rank: rank[status] }] : []
    })
    .sort((a, b) => a.seq - b.seq || a.rank - b.rank)
    .map(({ stored }) => stored)
}

/** Of guarantee 4: agents see the templates and views that they have, and each conflict of them. */
export function wordsShown({ desks }: Facts): string[] {
  return desks.flatMap(({ desk, portal, operations, shownTemplates, shownViews }) => {
    const open = [...operations.values()].filter(({ state }) => state === 'conflict').map(({ operation }) => operation)
    const lists = [
      {
        table: 'templates',
        shown: shownTemplates,
        of: open.flatMap((one) => ('templateId' in one ? one.templateId : [])),
      },
      { table: 'views', shown: shownViews, of: open.flatMap((one) => ('viewId' in one ? one.viewId : [])) },
    ] as const
    return lists.flatMap(({ table, shown, of }) => {
      const there = portal.get(table) as Map<string, Row>
      const wrong: string[] = []
      const known = new Set(shown.map(({ id }) => id))
      for (const id of there.keys()) if (!known.has(id)) wrong.push(`desk ${desk.nth} does not show ${table} ${id}`)
      for (const { id, content, conflict } of shown) {
        const row = there.get(id)
        if (row?.name !== content.name)
          wrong.push(`desk ${desk.nth} shows ${table} ${id} as ${content.name}, not ${row?.name}`)
        if ((conflict !== null) !== (of as string[]).includes(id))
          wrong.push(`desk ${desk.nth}: conflict of ${table} ${id}`)
      }
      return wrong
    })
  })
}
