import type { TFunction } from 'i18next'
import type { CaseDetail, ThreadItem } from '#shared/rpc/models.ts'
import { caseName } from '../../../components/case-number.ts'
import type { Format } from '../../../components/format.ts'

type Note = Extract<ThreadItem, { type: 'note' }>

export type DocumentNote = {
  id: string
  author: string
  at: string
  internal: boolean
  /** "Čaka na pošiljanje", while nobody else has it. */
  unsent: string | null
  body: string
  files: readonly string[]
}

/** A case to be read outside of the program, all of it in words of one language. */
export type CaseDocument = {
  number: string
  title: string
  /** Internal notes are in it. */
  internal: boolean
  fields: readonly (readonly [name: string, value: string])[]
  description: string
  files: readonly string[]
  notes: readonly DocumentNote[]
  printed: string
}

type Args = {
  detail: CaseDetail
  /** The whole conversation, oldest first. */
  items: readonly ThreadItem[]
  /** Internal notes too; left out unless asked for. */
  internal: boolean
  now: number
  t: TFunction
  format: Format
}

export function caseDocument({ detail, items, internal, now, t, format }: Args): CaseDocument {
  const notes = items.filter((item): item is Note => item.type === 'note')
  const shown = notes.filter(({ visibility }) => visibility === 'public' || internal)
  return {
    number: caseName(detail.case.caseNumber, t),
    title: detail.case.title,
    internal: shown.some(({ visibility }) => visibility === 'internal'),
    fields: fieldsOf(detail, t, format),
    description: detail.case.description,
    files: detail.attachments.map(({ fileName }) => fileName),
    notes: shown.map((note) => ({
      id: note.id,
      author: note.authorName ?? t(note.authorKind === 'system' ? 'thread.system' : 'thread.unknownAuthor'),
      at: format.exact(note.createdAt),
      internal: note.visibility === 'internal',
      unsent: note.sending === null ? null : t('thread.waiting'),
      body: note.body,
      files: note.attachments.map(({ fileName }) => fileName),
    })),
    printed: format.exact(now),
  }
}

function fieldsOf(detail: CaseDetail, t: TFunction, format: Format): [string, string][] {
  const { case: it, contact, account, ownerName, team, entitlement } = detail
  const warranty = it.warrantyRepair === null ? null : t(it.warrantyRepair ? 'case.yes' : 'case.no')
  const fields: [string, string | null | undefined][] = [
    [t('document.status'), t(`status.${it.status}`)],
    [t('case.owner'), ownerName],
    [t('document.team'), team?.name],
    [t('document.customer'), contact && `${contact.firstName} ${contact.lastName}`],
    [t('document.company'), account?.name],
    [t('caseType.label'), t(`caseType.${it.caseType}`)],
    [t('case.entitlement'), entitlement?.name],
    [t('case.serialNumber'), it.serialNumber],
    [t('case.warrantyRepair'), warranty],
    [t('case.customerSystemId'), it.customerSystemId],
    [t('case.customerReference'), it.customerReference],
    [t('case.created'), format.exact(it.createdAt)],
    [t('case.modified'), format.exact(it.modifiedAt)],
    [t('case.closed'), it.closedAt === null ? null : format.exact(it.closedAt)],
  ]
  return fields.filter((field): field is [string, string] => Boolean(field[1]))
}

/** The same as plain text. */
export function documentText(document: CaseDocument, t: TFunction): string {
  const { number, title, internal, fields, description, files, notes } = document
  const head = [
    `${number} · ${title}`,
    ...(internal ? [t('document.withInternal')] : []),
    '',
    ...fields.map(([name, value]) => `${name}: ${value}`),
  ].join('\n')
  const begin = [`— ${t('thread.description')}`, description || t('thread.noDescription'), ...fileLines(files, t)]
  const parts = [head, begin.join('\n'), ...notes.map((note) => noteText(note, t))]
  return `${parts.join('\n\n')}\n`
}

function noteText(note: DocumentNote, t: TFunction): string {
  const mark = note.internal ? ` · ${t('document.internalNote')}` : ''
  const unsent = note.unsent ? ` · ${note.unsent}` : ''
  const lines = [`— ${note.author}, ${note.at}${mark}${unsent}`, note.body, ...fileLines(note.files, t)]
  return lines.filter((line) => line !== '').join('\n')
}

function fileLines(files: readonly string[], t: TFunction): string[] {
  return files.length === 0 ? [] : [t('document.files', { names: files.join(', ') })]
}
