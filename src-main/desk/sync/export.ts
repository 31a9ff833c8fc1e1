import { laneHeads } from '#main/store/mirror/lane-heads.ts'
import { allDrafts, type StoredDraft } from '#main/store/outbox/drafts.ts'
import {
  allEstimateForms,
  allRmaForms,
  editsForm,
  holdsWords,
  macrosForm,
  refusalsForm,
  repliesForm,
  scansForm,
  templatesForm,
  wordsOfForm,
} from '#main/store/outbox/forms.ts'
import { unsettledOperations } from '#main/store/outbox/operations.ts'
import { allStagedFiles, type StagedFile } from '#main/store/outbox/staged-files.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { estimateTotals } from '#shared/domain/estimate.ts'
import { WARRANTY_DECISIONS } from '#shared/domain/rma-line.ts'
import { subjectOf } from '#shared/portal-api/operations.ts'
import type { OperationView, RecoveredWords } from '#shared/rpc/models.ts'
import { readForm } from '../agent-form.ts'
import { readEntry } from '../cases/entry.ts'
import type { DeskContext } from '../context.ts'
import { readSettings } from '../settings/stored.ts'
import { type ExportWords, exportWords } from './export-words.ts'
import { operationView } from './operation-view.ts'
import { recoveredWords } from './recovered.ts'

type Head = { caseNumber: string; title: string }
type Heads = Map<string, Head>
/** Of a case's estimate or RMAs, of a new case, or what was begun to be written to applicants, to people who ask to be deleted or as templates; what was scanned. */
type Form = {
  caseId: string | null
  about?: 'applicants' | 'deletions' | 'templates' | 'macros' | 'edits' | 'scans' | 'rma'
  entry: string
  savedAt: number | null
}
type DraftWithFiles = Pick<StoredDraft, 'caseId' | 'mode' | 'body' | 'savedAt'> & { files: string[] }

/** Everything that exists on this machine alone: for reading, in the agent's language, and for machines. */
export function exportUnsent(ctx: DeskContext): { fileName: string; text: string; json: string } {
  const { outbox, mirror, me } = ctx.work()
  const now = ctx.deps.clock()
  const stored = unsettledOperations(outbox)
  const drafts = allDrafts(outbox)
  const recovered = recoveredWords(ctx)
  const files = allStagedFiles(outbox)
  const forms = formsOf(ctx)
  const lanes = [
    ...stored.map(({ operation }) => subjectOf(operation)),
    ...[...drafts, ...files, ...forms].flatMap(({ caseId }) => caseId ?? []),
  ]
  const heads = laneHeads(mirror, [...new Set(lanes)])
  const views = stored.map((one) =>
    operationView({ outbox, mirror, me, now }, one, heads.get(subjectOf(one.operation))),
  )
  const words = exportWords(readSettings(outbox).language)
  const operations = stored.map(({ operation, state, seenSeq, problem, conflict, attempts }) => ({
    operation,
    state,
    seenSeq,
    problem,
    conflict,
    attempts,
  }))
  return {
    fileName: `spica-desk-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`,
    text: textOf(words, { now, views, drafts: withFiles(drafts, files), forms, recovered, heads }),
    json: JSON.stringify(
      { version: 1, exportedAt: now, agentId: me, operations, drafts, files, forms, recovered },
      null,
      2,
    ),
  }
}

function textOf(
  words: ExportWords,
  content: {
    now: number
    views: OperationView[]
    drafts: DraftWithFiles[]
    forms: Form[]
    recovered: RecoveredWords[]
    heads: Heads
  },
): string {
  const { now, views, drafts, forms, recovered, heads } = content
  const sections = [
    section(
      words.operations,
      views.map((view) => operationText(words, view)),
    ),
    section(
      words.drafts,
      drafts.map((draft) => draftText(words, draft, heads.get(draft.caseId))),
    ),
    section(
      words.forms,
      forms.map((form) => formText(words, form, heads.get(form.caseId ?? ''))),
    ),
    section(
      words.recovered,
      recovered.map((lost) => recoveredText(words, lost)),
    ),
  ].filter((part) => part !== '')
  return [`${words.title}, ${words.instant(now)}`, ...(sections.length > 0 ? sections : [words.nothing]), ''].join(
    '\n\n',
  )
}

/** The forms that this agent has begun. */
function formsOf(ctx: DeskContext): Form[] {
  const { outbox, me } = ctx.work()
  const newCase = readEntry(ctx)
  const ofNobody: [Form['about'], string | null][] = [
    ['templates', begunEdits(readForm(ctx, templatesForm))],
    ['macros', begunEdits(readForm(ctx, macrosForm))],
    ['applicants', readForm(ctx, repliesForm)],
    ['deletions', readForm(ctx, refusalsForm)],
    ['edits', begunWords(readForm(ctx, editsForm))],
    ['scans', begunWords(readForm(ctx, scansForm))],
  ]
  return [
    ...ofNobody.flatMap(([about, entry]) => (entry === null ? [] : [{ caseId: null, about, entry, savedAt: null }])),
    ...(newCase === null ? [] : [{ caseId: null, entry: newCase, savedAt: null }]),
    ...allEstimateForms(outbox).filter(({ agentId }) => agentId === me),
    ...allRmaForms(outbox).flatMap((form) => (form.agentId === me ? [{ ...form, about: 'rma' as const }] : [])),
  ]
}

/** Null where the screen keeps nothing but what it says by itself. */
const begunWords = (entry: string | null): string | null => (entry !== null && holdsWords(entry) ? entry : null)

/** What was begun of templates or macros, without what it was made of: JSON. */
function begunEdits(entry: string | null): string | null {
  if (entry === null) return null
  try {
    return JSON.stringify(Object.values(Object(JSON.parse(entry))).map((edit) => Object(edit).content))
  } catch {
    return entry
  }
}

/** Also drafts of files alone. */
function withFiles(drafts: readonly StoredDraft[], files: readonly StagedFile[]): DraftWithFiles[] {
  const found: DraftWithFiles[] = drafts.map((draft) => ({ ...draft, files: [] }))
  for (const { caseId, mode, stagedAt, fileName } of files) {
    const draft = found.find((one) => one.caseId === caseId && one.mode === mode)
    if (draft) draft.files.push(fileName)
    else found.push({ caseId, mode, savedAt: stagedAt, body: '', files: [fileName] })
  }
  return found
}

function section(title: string, parts: string[]): string {
  return parts.length === 0 ? '' : [`${title} (${parts.length})`, ...parts].join('\n\n')
}

function operationText(words: ExportWords, view: OperationView): string {
  const lines = [
    `— ${words.kind(view)} · ${subject(words, view.caseNumber, view.caseTitle)}`,
    `${words.written}: ${words.instant(view.writtenAt)} · ${words.states[view.state]}`,
    view.status && `${words.status}: ${words.statuses[view.status]}`,
    view.owner && `${words.owner}: ${view.owner.name ?? words.nobody}`,
    view.teamName && `${words.team}: ${view.teamName}`,
    view.decision && `${words.decision}: ${words.decisions[view.decision]}`,
    view.contactAction && `${words.action}: ${words.actions[view.contactAction]}`,
    view.estimate && estimateText(words, view.estimate),
    view.rma && `RMA: ${[view.rma.rmaNumber, ...view.rma.serialNumbers].filter((part) => part !== '').join(', ')}`,
    view.rma?.to && `${words.status}: ${words.rmaStates[view.rma.to]}`,
    view.attachments.length > 0 && `${words.files}: ${view.attachments.map(({ fileName }) => fileName).join(', ')}`,
    ...[view.title, view.description, bodyText(words, view)].map((text) => text && `\n${text}`),
    view.conflict && 'theirs' in view.conflict && `\n${words.theirs}: ${theirs(words, view.conflict)}`,
  ]
  return lines.filter((line) => typeof line === 'string' && line !== '').join('\n')
}

function bodyText(words: ExportWords, { body, rma }: OperationView): string | null {
  if (body === null || !rma?.field) return body
  return `${words.rmaFields[rma.field]}: ${rma.field === 'warranty' ? warrantyName(words, body) : body}`
}

function warrantyName(words: ExportWords, value: string): string {
  const decision = WARRANTY_DECISIONS.find((known) => known === value)
  return decision ? words.warranties[decision] : value
}

function estimateText(words: ExportWords, { items, validUntil }: NonNullable<OperationView['estimate']>): string {
  const lines = items.map(({ description, quantity, unitPrice, vatRate }) => {
    const price = `${words.quantity(quantity)} × ${words.money(unitPrice)} + ${words.quantity(vatRate * 100)} %`
    return `  ${description}: ${price}`
  })
  const total = `${words.total}: ${words.money(estimateTotals(items).gross)}`
  return [...lines, `${total} · ${words.validUntil}: ${words.day(validUntil)}`].join('\n')
}

function theirs(words: ExportWords, conflict: NonNullable<OperationView['conflict']>): string {
  switch (conflict.field) {
    case 'status':
      return words.statuses[conflict.theirs]
    case 'registration': {
      const as = conflict.approvals?.theirs
      const decision = words.decisions[conflict.theirs]
      return as === undefined ? decision : `${decision}: ${as.company}, ${words.roles[as.role]}`
    }
    case 'estimate':
      return words.estimateStates[conflict.theirs]
    case 'rmaStep': {
      const state = words.rmaStates[conflict.theirs]
      return conflict.theirsDetail === null ? state : `${state}: ${conflict.theirsDetail}`
    }
    case 'rmaLine':
      return conflict.of === 'warranty' ? warrantyName(words, conflict.theirs) : conflict.theirs
    case 'template':
      return [conflict.theirs.name, conflict.theirs.bodySl, conflict.theirs.bodyEn].filter(Boolean).join('\n\n')
    case 'macro':
      return [conflict.theirs.name, conflict.theirs.bodySl, conflict.theirs.bodyEn].filter(Boolean).join('\n\n')
    case 'view':
      return [conflict.theirs.name, conflict.theirs.filter].filter(Boolean).join('\n\n')
    case 'merged':
      return conflict.into.caseNumber
    case 'merge':
    case 'title':
    case 'description':
      return conflict.theirs
    default:
      return assertNever(conflict)
  }
}

function draftText(words: ExportWords, { mode, body, savedAt, files }: DraftWithFiles, head: Head | undefined): string {
  const what = `— ${words.modes[mode]} · ${subject(words, head?.caseNumber ?? '', head?.title ?? '')}`
  const names = fileNames(
    words,
    files.map((fileName) => ({ fileName })),
  )
  return `${what}\n${words.saved}: ${words.instant(savedAt)}${names}\n\n${body}`
}

function formText(words: ExportWords, { caseId, about: whom, entry, savedAt }: Form, head: Head | undefined): string {
  const about = subject(words, head?.caseNumber ?? '', head?.title ?? '')
  const { template, macro, case: newCase } = words.recoveredKinds
  const { registration: applicants, refusal: deletions } = words
  const ofNobody = {
    applicants,
    deletions,
    templates: template,
    macros: macro,
    edits: words.edits,
    scans: words.scans,
    newCase,
  }
  const ofCase = `${whom === 'rma' ? words.rma : words.estimate} · ${about}`
  const what = caseId === null && whom !== 'rma' ? ofNobody[whom ?? 'newCase'] : ofCase
  const saved = savedAt === null ? '' : `\n${words.saved}: ${words.instant(savedAt)}`
  return `— ${what}${saved}\n\n${wordsOfForm(entry)}`
}

function fileNames(words: ExportWords, files: readonly { fileName: string }[]): string {
  return files.length === 0 ? '' : `\n${words.files}: ${files.map(({ fileName }) => fileName).join(', ')}`
}

function recoveredText(words: ExportWords, lost: RecoveredWords): string {
  const what = `— ${words.recoveredKinds[lost.kind]} · ${subject(words, lost.caseNumber, lost.caseTitle)}`
  const reasons = reasonsOf(words, lost)
  const facts = `${words.written}: ${words.instant(lost.writtenAt)} · ${reasons[lost.reason]}`
  return `${what}\n${facts}${fileNames(words, lost.attachments)}\n\n${lost.text}`
}

function reasonsOf(words: ExportWords, { kind, caseId }: RecoveredWords) {
  if (kind === 'template') return words.templateReasons
  if (kind === 'view') return words.viewReasons
  if (kind === 'macro') return words.macroReasons
  return caseId === null ? words.otherReasons : words.reasons
}

function subject(words: ExportWords, caseNumber: string, title: string): string {
  return [caseNumber, title].filter((part) => part !== '').join(' ') || words.unknownCase
}
