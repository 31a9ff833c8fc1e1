import type { Language } from '#shared/domain/case.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { LOCALES, RESOURCES } from '#shared/i18n/index.ts'
import type { RegistrationDecision } from '#shared/portal-api/operations.ts'
import type { OperationState, OperationView, RecoveredWords } from '#shared/rpc/models.ts'

type Words = {
  title: string
  nothing: string
  operations: string
  drafts: string
  recovered: string
  written: string
  saved: string
  status: string
  owner: string
  nobody: string
  team: string
  decision: string
  files: string
  theirs: string
  unknownCase: string
  change: string
  states: Record<OperationState, string>
  decisions: Record<RegistrationDecision, string>
  modes: Record<'reply' | 'note', string>
  registration: string
  recoveredKinds: Record<RecoveredWords['kind'], string>
  reasons: Record<RecoveredWords['reason'], string>
}
export type ExportWords = Words & {
  statuses: Record<CaseStatus, string>
  instant(at: number): string
  kind(view: OperationView): string
}

/** The words of the exported file: its own, and the statuses' from the screen's. */
export function exportWords(language: Language): ExportWords {
  const words = WORDS[language]
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' })
  return {
    ...words,
    statuses: RESOURCES[language].desk.status,
    instant: (at) => format.format(at),
    kind: (view) => kindOf(words, view),
  }
}

function kindOf(words: Words, view: OperationView): string {
  if (view.kind === 'note.create') return words.modes[view.visibility === 'public' ? 'reply' : 'note']
  if (view.kind === 'case.create') return words.recoveredKinds.case
  return view.kind === 'registration.decide' ? words.registration : words.change
}

const WORDS: Record<Language, Words> = {
  sl: {
    title: 'Neposlano delo iz Spica Desk',
    nothing: 'Vse je poslano; osnutkov ni.',
    operations: 'Čaka na pošiljanje ali na odločitev',
    drafts: 'Osnutki',
    recovered: 'Rešeno besedilo',
    written: 'Napisano',
    saved: 'Shranjeno',
    status: 'Stanje',
    owner: 'Lastnik',
    nobody: 'nihče',
    team: 'Skupina',
    decision: 'Odločitev',
    files: 'Priponke',
    theirs: 'Na portalu medtem',
    unknownCase: 'zahtevek, ki ga tu ni več',
    change: 'Sprememba zahtevka',
    states: {
      waiting: 'čaka',
      sending: 'se pošilja',
      settled: 'poslano',
      conflict: 'čaka na odločitev',
      rejected: 'zavrnjeno',
      quarantined: 'odloženo po ponovljenih napakah',
    },
    decisions: { approved: 'odobreno', rejected: 'zavrnjeno' },
    modes: { reply: 'Odgovor stranki', note: 'Interna opomba' },
    registration: 'Prijavnica',
    recoveredKinds: {
      reply: 'Odgovor stranki',
      note: 'Interna opomba',
      title: 'Naslov',
      description: 'Opis',
      case: 'Nov zahtevek',
      draft: 'Osnutek',
    },
    reasons: {
      deleted: 'zahtevek je izbrisan',
      out_of_scope: 'zahtevek ni več v vaših skupinah',
      withdrawn: 'umaknjeno',
    },
  },
  en: {
    title: 'Unsent work from Spica Desk',
    nothing: 'Everything has been sent; there are no drafts.',
    operations: 'Waiting to be sent or decided',
    drafts: 'Drafts',
    recovered: 'Recovered words',
    written: 'Written',
    saved: 'Saved',
    status: 'Status',
    owner: 'Owner',
    nobody: 'nobody',
    team: 'Team',
    decision: 'Decision',
    files: 'Attachments',
    theirs: 'On the portal meanwhile',
    unknownCase: 'a case that is no longer here',
    change: 'Change of a case',
    states: {
      waiting: 'waiting',
      sending: 'being sent',
      settled: 'sent',
      conflict: 'waiting for a decision',
      rejected: 'refused',
      quarantined: 'set aside after repeated failures',
    },
    decisions: { approved: 'approved', rejected: 'rejected' },
    modes: { reply: 'Reply to the customer', note: 'Internal note' },
    registration: 'Registration request',
    recoveredKinds: {
      reply: 'Reply to the customer',
      note: 'Internal note',
      title: 'Title',
      description: 'Description',
      case: 'New case',
      draft: 'Draft',
    },
    reasons: {
      deleted: 'the case was deleted',
      out_of_scope: 'the case is no longer in your teams',
      withdrawn: 'taken back',
    },
  },
}
