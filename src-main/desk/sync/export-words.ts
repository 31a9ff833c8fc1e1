import { assertNever } from '#shared/domain/assert-never.ts'
import type { Language } from '#shared/domain/case.ts'
import type { EstimateState } from '#shared/domain/estimate.ts'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { RmaLineState, WarrantyDecision } from '#shared/domain/rma-line.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { LOCALES, RESOURCES } from '#shared/i18n/index.ts'
import type { ContactAction, RegistrationDecision } from '#shared/portal-api/operations.ts'
import type { LineField } from '#shared/portal-api/rma-rows.ts'
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
  roles: Record<CustomerRole, string>
  modes: Record<'reply' | 'note', string>
  registration: string
  refusal: string
  edits: string
  scans: string
  customer: string
  action: string
  actions: Record<ContactAction, string>
  estimate: string
  estimateWithdrawal: string
  templateDeletion: string
  viewDeletion: string
  macroDeletion: string
  merge: string
  unmerge: string
  split: string
  link: string
  snooze: string
  reading: string
  following: string
  estimateStates: Record<EstimateState, string>
  rma: string
  rmaLineAdded: string
  rmaLineRemoved: string
  rmaChange: string
  rmaStep: string
  total: string
  validUntil: string
  forms: string
  recoveredKinds: Record<RecoveredWords['kind'], string>
  reasons: Record<RecoveredWords['reason'], string>
  /** Of words that belong to no case. */
  otherReasons: Record<RecoveredWords['reason'], string>
  templateReasons: Record<RecoveredWords['reason'], string>
  viewReasons: Record<RecoveredWords['reason'], string>
  macroReasons: Record<RecoveredWords['reason'], string>
}
export type ExportWords = Words & {
  statuses: Record<CaseStatus, string>
  rmaStates: Record<RmaLineState, string>
  rmaFields: Record<LineField, string>
  warranties: Record<WarrantyDecision, string>
  instant(at: number): string
  /** Cents. */
  money(amount: number): string
  /** Hundredths. */
  quantity(amount: number): string
  day(text: string): string
  kind(view: OperationView): string
}

/** The words of the exported file: its own, and the statuses' from the screen's. */
export function exportWords(language: Language): ExportWords {
  const words = WORDS[language]
  const locale = LOCALES[language]
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', useGrouping: 'always' })
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return {
    ...words,
    statuses: RESOURCES[language].desk.status,
    rmaStates: RESOURCES[language].desk.rma.line,
    rmaFields: RESOURCES[language].desk.rma.field,
    warranties: RESOURCES[language].desk.rma.warranty,
    instant: (at) => format.format(at),
    money: (amount) => euros.format(amount / 100),
    quantity: (amount) => numbers.format(amount / 100),
    day: (text) => days.format(new Date(`${text}T00:00:00Z`)),
    kind: (view) => kindOf(words, view),
  }
}

function kindOf(words: Words, view: OperationView): string {
  switch (view.kind) {
    case 'note.create':
      return words.modes[view.visibility === 'public' ? 'reply' : 'note']
    case 'case.create':
      return words.recoveredKinds.case
    case 'case.update':
      return words.change
    case 'registration.decide':
      return words.registration
    case 'registration.ask':
      return words.recoveredKinds.question
    case 'contact.act':
      return words.customer
    case 'estimate.send':
      return words.estimate
    case 'estimate.withdraw':
      return words.estimateWithdrawal
    case 'rma.create':
      return words.rma
    case 'rma.addLine':
      return words.rmaLineAdded
    case 'rma.removeLine':
      return words.rmaLineRemoved
    case 'rma.updateLine':
      return words.rmaChange
    case 'rma.step':
      return words.rmaStep
    case 'template.save':
      return words.recoveredKinds.template
    case 'template.delete':
      return words.templateDeletion
    case 'macro.save':
      return words.recoveredKinds.macro
    case 'macro.delete':
      return words.macroDeletion
    case 'view.save':
      return words.recoveredKinds.view
    case 'view.delete':
      return words.viewDeletion
    case 'case.merge':
      return `${words.merge} ${view.otherNumber ?? ''}`.trim()
    case 'case.unmerge':
      return `${words.unmerge} ${view.otherNumber ?? ''}`.trim()
    case 'case.split':
      return `${words.split} ${view.otherNumber ?? ''}`.trim()
    case 'case.link':
    case 'case.unlink':
      return `${words.link} ${view.otherNumber ?? ''}`.trim()
    case 'case.snooze':
      return words.snooze
    case 'case.read':
      return words.reading
    case 'case.follow':
      return words.following
    default:
      return assertNever(view.kind)
  }
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
    roles: { own: 'samo svoji zahtevki', company: 'vsi zahtevki podjetja' },
    modes: { reply: 'Odgovor stranki', note: 'Interna opomba' },
    registration: 'Prijavnica',
    refusal: 'Zavrnitev zahteve za izbris',
    edits: 'Začete spremembe',
    scans: 'Skenirane naprave',
    customer: 'Dostop stranke',
    action: 'Dejanje',
    actions: {
      resend_invitation: 'ponovno poslati povabilo',
      send_reset_link: 'poslati povezavo za novo geslo',
      disable: 'onemogočiti dostop',
      enable: 'omogočiti dostop',
      set_role: 'spremeniti vlogo',
      refuse_deletion: 'zavrniti zahtevo za izbris',
      erase: 'izbrisati osebo',
    },
    estimate: 'Predračun za stranko',
    estimateWithdrawal: 'Umik predračuna',
    templateDeletion: 'Izbris predloge',
    viewDeletion: 'Izbris pogleda',
    macroDeletion: 'Izbris makra',
    merge: 'Združitev z zahtevkom',
    unmerge: 'Ločitev od zahtevka',
    split: 'Nov zahtevek iz',
    link: 'Povezava z zahtevkom',
    snooze: 'Preložitev zahtevka',
    reading: 'Oznaka, kaj je prebrano',
    following: 'Spremljanje zahtevka',
    estimateStates: {
      open: 'čaka na odgovor stranke',
      approved: 'odobren',
      declined: 'zavrnjen',
      withdrawn: 'umaknjen',
      expired: 'potekel',
    },
    rma: 'Nov RMA',
    rmaLineAdded: 'Naprava dodana v RMA',
    rmaLineRemoved: 'Naprava odstranjena iz RMA',
    rmaChange: 'Sprememba naprave v RMA',
    rmaStep: 'Korak naprave v RMA',
    total: 'Skupaj z DDV',
    validUntil: 'Velja do',
    forms: 'Začeti obrazci',
    recoveredKinds: {
      reply: 'Odgovor stranki',
      note: 'Interna opomba',
      title: 'Naslov',
      description: 'Opis',
      case: 'Nov zahtevek',
      draft: 'Osnutek',
      estimate: 'Predračun',
      question: 'Vprašanje prijavitelju',
      template: 'Predloga',
      view: 'Pogled',
      macro: 'Makro',
    },
    reasons: {
      deleted: 'zahtevek je izbrisan',
      out_of_scope: 'zahtevek ni več v vaših skupinah',
      withdrawn: 'umaknjeno',
    },
    otherReasons: {
      deleted: 'prijavnice ni več',
      out_of_scope: 'prijavnice tu ni več',
      withdrawn: 'umaknjeno',
    },
    templateReasons: {
      deleted: 'predloga je izbrisana',
      out_of_scope: 'predloge tu ni več',
      withdrawn: 'umaknjeno',
    },
    macroReasons: {
      deleted: 'makro je izbrisan',
      out_of_scope: 'makra tu ni več',
      withdrawn: 'umaknjeno',
    },
    viewReasons: {
      deleted: 'pogled je izbrisan',
      out_of_scope: 'pogleda tu ni več',
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
    roles: { own: 'own cases only', company: 'all of the company’s cases' },
    modes: { reply: 'Reply to the customer', note: 'Internal note' },
    registration: 'Registration request',
    refusal: 'Refusal of a request for deletion',
    edits: 'Changes begun',
    scans: 'Scanned devices',
    customer: "Customer's access",
    action: 'Action',
    actions: {
      resend_invitation: 'send the invitation again',
      send_reset_link: 'send a link for a new password',
      disable: 'disable access',
      enable: 'enable access',
      set_role: 'change the role',
      refuse_deletion: 'refuse the request for deletion',
      erase: 'erase the person',
    },
    estimate: 'Estimate for the customer',
    estimateWithdrawal: 'Withdrawal of an estimate',
    templateDeletion: 'Deletion of a template',
    viewDeletion: 'Deletion of a view',
    macroDeletion: 'Deletion of a macro',
    merge: 'Merge into case',
    unmerge: 'Taken out of case',
    split: 'New case from',
    link: 'Link with case',
    snooze: 'Snooze of a case',
    reading: 'Mark of what was read',
    following: 'Following a case',
    estimateStates: {
      open: "waiting for the customer's answer",
      approved: 'approved',
      declined: 'declined',
      withdrawn: 'withdrawn',
      expired: 'expired',
    },
    rma: 'New RMA',
    rmaLineAdded: 'Device added to an RMA',
    rmaLineRemoved: 'Device taken out of an RMA',
    rmaChange: 'Change of a device of an RMA',
    rmaStep: 'Step of a device of an RMA',
    total: 'Total with VAT',
    validUntil: 'Valid until',
    forms: 'Forms that were begun',
    recoveredKinds: {
      reply: 'Reply to the customer',
      note: 'Internal note',
      title: 'Title',
      description: 'Description',
      case: 'New case',
      draft: 'Draft',
      estimate: 'Estimate',
      question: 'Question to an applicant',
      template: 'Template',
      view: 'View',
      macro: 'Macro',
    },
    reasons: {
      deleted: 'the case was deleted',
      out_of_scope: 'the case is no longer in your teams',
      withdrawn: 'taken back',
    },
    otherReasons: {
      deleted: 'the request was deleted',
      out_of_scope: 'the request is no longer here',
      withdrawn: 'taken back',
    },
    templateReasons: {
      deleted: 'the template was deleted',
      out_of_scope: 'the template is no longer here',
      withdrawn: 'taken back',
    },
    macroReasons: {
      deleted: 'the macro was deleted',
      out_of_scope: 'the macro is no longer here',
      withdrawn: 'taken back',
    },
    viewReasons: {
      deleted: 'the view was deleted',
      out_of_scope: 'the view is no longer here',
      withdrawn: 'taken back',
    },
  },
}
