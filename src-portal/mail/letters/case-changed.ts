import { and, eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Language } from '#shared/domain/case.ts'
import type { Database } from '../../db/open.ts'
import { estimates, notes } from '../../db/schema.ts'
import type { ComposeSettings } from '../compose.ts'
import type { Part } from '../layout.ts'
import type { CaseChange } from '../mail.ts'
import { mailAddress } from '../message.ts'
import { MAIL_WORDS, type MailWords } from '../words/index.ts'
import {
  actorName,
  agentName,
  type CaseFacts,
  caseFactsPart,
  fileNames,
  readCaseFacts,
  statusName,
  unreachable,
} from './case-facts.ts'
import { button, type Draft, heading, letter, small, words as somebodysWords, text } from './draft.ts'
import { estimateParts } from './estimate.ts'
import { shortened } from './excerpt.ts'
import { visibleRoot } from './merged.ts'
import { caseUrl, filesPart } from './new-case.ts'
import { readLine, rmaParts } from './rma.ts'

/** A change as its customer reads it. `short`: for the subject. `answer`: the customer is asked for something. */
type Told = { short: string; parts: Part[]; answer: boolean }

/** To the customer: everything that happened to one case in a burst, oldest first, and who has it now. */
export async function caseChangedDraft(
  db: Database,
  settings: ComposeSettings,
  caseId: string,
  changes: readonly CaseChange[],
): Promise<Draft | { dropped: string }> {
  const facts = await readCaseFacts(db, caseId)
  if (!facts) return { dropped: 'the case is gone' }
  const reason = unreachable(facts)
  if (reason !== null) return { dropped: reason }
  const { case: found, contact } = facts
  const { language } = contact
  const words = MAIL_WORDS[language]
  const told: Told[] = []
  for (const change of changes) {
    const one = await tell(db, facts, change)
    if (one) told.push(one)
  }
  const [first] = told
  if (!first) return { dropped: 'nothing of it is for the customer' }
  const asked = told.find((one) => one.answer)
  const subject = words.case.changedSubject(found.caseNumber, (asked ?? summary(told, words)).short, found.title)
  const parts: Part[] = [
    text(told.length === 1 ? words.case.changedIntro : words.case.changedIntroMany),
    ...told.flatMap((one) => one.parts),
    caseFactsPart(language, facts),
    button(
      asked ? words.estimate.answer : words.case.open,
      caseUrl(settings, (await visibleRoot(db, facts))?.id ?? caseId),
    ),
    small(settings.repliesRead ? words.replyWelcome : words.noReply),
  ]
  return {
    to: [mailAddress(`${contact.firstName} ${contact.lastName}`, contact.email)],
    topic: { kind: 'case', id: caseId },
    subject,
    letter: letter(language, subject, parts, { above: settings.repliesRead ? words.replyAbove : null }),
  }
}

/** For the subject: two changes by their names, more of them, or two of a kind, by how many they are. */
function summary(told: Told[], words: MailWords): Pick<Told, 'short'> {
  const different = new Set(told.map(({ short }) => short))
  const named = told.length <= 2 && different.size === told.length
  return { short: named ? [...different].join(', ') : words.case.manyChanges(told.length) }
}

async function tell(db: Database, facts: CaseFacts, change: CaseChange): Promise<Told | null> {
  const { language } = facts.contact
  const w = MAIL_WORDS[language].change
  if (change.type === 'note') return tellNote(db, facts, change.noteId)
  const by = await actorName(db, language, facts, change.by)
  const line = (short: string, long: string): Told => ({ short, parts: [heading(long, by)], answer: false })
  switch (change.type) {
    case 'status': {
      const name = statusName(language, change.to)
      return line(w.short.status(name), w.status(name))
    }
    case 'owner': {
      const name = change.to === null ? null : await agentName(db, change.to)
      return name === null ? line(w.short.nobody, w.nobody) : line(w.short.owner(name), w.owner(name))
    }
    case 'title':
      return line(w.short.title, w.title(facts.case.title))
    case 'description':
      return line(w.short.description, w.description)
    case 'merged': {
      const into = await visibleRoot(db, facts)
      return line(w.short.merged, into === null ? w.mergedUnseen : w.merged(into.caseNumber))
    }
    case 'unmerged':
      return line(w.short.unmerged, w.unmerged)
    case 'estimate': {
      const [estimate] = await db
        .select()
        .from(estimates)
        .where(and(eq(estimates.id, change.estimateId), eq(estimates.caseId, facts.case.id)))
      if (!estimate) return null
      const told = line(w.short.estimate[change.to], w.estimate[change.to])
      const asked = change.to === 'open' && estimate.state === 'open'
      return { ...told, parts: [...told.parts, ...estimateParts(language, estimate)], answer: asked }
    }
    case 'rma': {
      const found = await readLine(db, facts.case.id, change.lineId)
      if (!found) return null
      const { serialNumber } = found.line
      const told = line(w.short.rma(serialNumber, change.to), w.rma(found.rmaNumber, serialNumber, change.to))
      return { ...told, parts: [...told.parts, ...rmaParts(language, found, change.to)] }
    }
    default:
      return assertNever(change)
  }
}

/** A public one alone, whatever the queue says. */
async function tellNote(db: Database, facts: CaseFacts, noteId: string): Promise<Told | null> {
  const [note] = await db
    .select()
    .from(notes)
    .where(and(eq(notes.id, noteId), eq(notes.caseId, facts.case.id), eq(notes.visibility, 'public')))
  if (!note) return null
  const { language }: { language: Language } = facts.contact
  const { change: w, case: caseWords } = MAIL_WORDS[language]
  const by = await actorName(db, language, facts, { kind: note.authorKind, id: note.authorId })
  const files = await fileNames(db, { caseId: facts.case.id, noteId })
  const { text: shown, cut } = shortened(note.body)
  const parts: Part[] = [
    heading(w.note, by),
    ...(shown === '' ? [] : [somebodysWords(shown)]),
    ...(cut ? [small(caseWords.moreOnPortal)] : []),
    ...filesPart(files, caseWords),
  ]
  return { short: w.short.note, parts, answer: false }
}
