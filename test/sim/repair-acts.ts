import type { DeskApi } from '#main/desk/api.ts'
import { DeskFault } from '#main/desk/fault.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { legalSteps } from '#shared/domain/rma-line.ts'
import type { RmaLineRow } from '#shared/portal-api/rows.ts'
import type { StepWords } from '#shared/rpc/rmas.ts'
import type { SimDesk } from './desk.ts'
import type { RepairCommand } from './repair-commands.ts'
import type { Written } from './world.ts'

/** What became durable, as the agent was told. */
export type Done = Pick<Written, 'kind' | 'on' | 'words' | 'opId' | 'of'>

export type Stage = {
  api: DeskApi
  desk: SimDesk
  newWords(): string
  caseId(at: number): string
}

/** Carries out a command on the desk; a fault is the desk's answer to the agent. */
export async function repair(stage: Stage, command: RepairCommand): Promise<Done[]> {
  switch (command.do) {
    case 'rma':
      return createRma(stage, stage.caseId(command.at), command.lines + 1)
    case 'rma line':
      return addLine(stage, lineShown(stage, command.nth))
    case 'remove line': {
      const { id, caseId: on } = lineShown(stage, command.nth)
      const { opId } = await stage.api.rmas.removeLine({ lineId: id })
      return [{ kind: 'remove line', on, words: null, opId, of: [id] }]
    }
    case 'line field':
      return changeField(stage, lineShown(stage, command.nth), command)
    case 'warranty': {
      const { id, caseId: on } = lineShown(stage, command.nth)
      const value = command.decided ? 'out_of_warranty' : 'warranty'
      const done = await stage.api.rmas.setField({ lineId: id, field: 'warranty', value })
      return done ? [{ kind: 'line field', on, words: null, opId: done.opId, of: [id] }] : []
    }
    case 'step': {
      const line = lineShown(stage, command.nth)
      const { words, text } = wordsOfStep(stage, line, command.way)
      const { opId } = await stage.api.rmas.step({ lineId: line.id, ...words })
      return [{ kind: 'step', on: line.caseId, words: text, opId, of: [line.id] }]
    }
    case 'step many':
      return stepMany(stage, command.way)
    case 'template':
      return saveTemplate(stage, command)
    case 'delete template': {
      const { id } = pick((await stage.api.templates.list(undefined)).toSorted(byId), command.nth)
      const { opId } = await stage.api.templates.remove({ templateId: id })
      return [{ kind: 'delete template', on: id, words: null, opId }]
    }
    case 'view':
      return saveView(stage, command)
    case 'delete view': {
      const { id } = pick((await stage.api.views.list(undefined)).toSorted(byId), command.nth)
      const { opId } = await stage.api.views.remove({ viewId: id })
      return [{ kind: 'delete view', on: id, words: null, opId }]
    }
    default:
      return assertNever(command)
  }
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

function pick<T>(items: readonly T[], nth: number): T {
  const item = items[nth % Math.max(1, items.length)]
  if (item === undefined) throw new DeskFault('not_found')
  return item
}

function linesShown({ desk }: Stage): RmaLineRow[] {
  const rows = desk.disk.read<{ line: string }>('mirror.db', 'SELECT line FROM rma_line_shown ORDER BY id') ?? []
  return rows.map(({ line }) => JSON.parse(line) as RmaLineRow)
}

const lineShown = (stage: Stage, nth: number): RmaLineRow => pick(linesShown(stage), nth)

const entered = (words: string) => ({
  serialNumber: words,
  model: '',
  fault: `prva\ndruga\n${words}`,
  accessories: '',
  warranty: 'undecided' as const,
})

async function createRma({ api, newWords }: Stage, caseId: string, count: number): Promise<Done[]> {
  const lines = Array.from({ length: count }, () => newWords())
  const { opId, rmaId, lineIds } = await api.rmas.create({ caseId, lines: lines.map(entered) })
  return [{ kind: 'rma', on: caseId, words: lines[0] as string, opId, of: [rmaId, ...lineIds] }]
}

async function addLine({ api, newWords }: Stage, { rmaId, caseId }: RmaLineRow): Promise<Done[]> {
  const words = newWords()
  const { opId, lineId } = await api.rmas.addLine({ rmaId, line: entered(words) })
  return [{ kind: 'rma line', on: caseId, words, opId, of: [rmaId, lineId] }]
}

async function changeField(
  { api, newWords }: Stage,
  row: RmaLineRow,
  { field, line }: Extract<RepairCommand, { do: 'line field' }>,
): Promise<Done[]> {
  const words = newWords()
  const lines = row[field].split('\n')
  lines[line % lines.length] = words
  const done = await api.rmas.setField({ lineId: row.id, field, value: lines.join('\n') })
  return done ? [{ kind: 'line field', on: row.caseId, words, opId: done.opId, of: [row.id] }] : []
}

/** With all that the step needs. `text`: what is written in it, where something is. */
function wordsOfStep({ newWords }: Stage, { state, warranty }: RmaLineRow, way: number) {
  const to = pick(legalSteps(state), way)
  const words: StepWords = { to }
  if (warranty === 'undecided') words.warranty = to === 'awaiting_approval' ? 'out_of_warranty' : 'warranty'
  if (to === 'rejected') words.reason = newWords()
  if (to === 'replaced') words.newSerialNumber = newWords()
  if (to === 'in_transit' || to === 'shipped') words.trackingNumber = newWords()
  return { words, text: words.reason ?? words.newSerialNumber ?? words.trackingNumber ?? null }
}

/** All lines that the desk shows, as one batch; most of them cannot take the step. */
async function stepMany(stage: Stage, way: number): Promise<Done[]> {
  const lines = linesShown(stage)
  const { words, text } = wordsOfStep(stage, pick(lines, 0), way)
  const results = await stage.api.rmas.stepMany({
    lineIds: lines.map(({ id }) => id),
    ...words,
    undoable: way % 2 === 1,
  })
  return results.flatMap(({ lineId, opId }) => {
    const on = lines.find(({ id }) => id === lineId)?.caseId ?? ''
    return opId === null ? [] : [{ kind: 'step' as const, on, words: text, opId, of: [lineId] }]
  })
}

async function saveTemplate(
  { api, newWords }: Stage,
  { nth, field, line, shared }: Extract<RepairCommand, { do: 'template' }>,
): Promise<Done[]> {
  const words = newWords()
  const known = (await api.templates.list(undefined)).toSorted(byId)[nth]
  const base = known?.content ?? null
  const content = { ...(base ?? { name: words, shortcut: '', bodySl: 'prva\ndruga\ntretja', bodyEn: '', shared }) }
  const lines = content[field].split('\n')
  lines[line % lines.length] = words
  content[field] = lines.join('\n')
  const { opId, templateId } = await api.templates.save({ templateId: known?.id ?? null, content, base })
  return [{ kind: 'template', on: templateId, words, opId }]
}

async function saveView(
  { api, newWords }: Stage,
  { nth, field, shared }: Extract<RepairCommand, { do: 'view' }>,
): Promise<Done[]> {
  const words = newWords()
  const known = (await api.views.list(undefined)).toSorted(byId)[nth]
  const base = known?.content ?? null
  const first = {
    filter: 'status:waiting',
    sort: 'modified',
    direction: 'desc',
    colour: 'plain',
    pinned: true,
  } as const
  const content = { ...(base ?? { ...first, name: words, position: 1, shared }) }
  if (field === 'name') content.name = words
  else content.position += 7
  const { opId, viewId } = await api.views.save({ viewId: known?.id ?? null, content, base })
  return [{ kind: 'view', on: viewId, words: content.name === words ? words : null, opId }]
}
