import { caseMarkId } from '#shared/domain/attention.ts'
import type {
  AccountRow,
  AgentRow,
  AttachmentRow,
  CaseEventRow,
  CaseLinkRow,
  CaseMarkRow,
  CaseRow,
  ConsentRow,
  ContactRow,
  DeviceRow,
  EntitlementRow,
  EstimateRow,
  MacroRow,
  NoteRow,
  RegistrationRow,
  RmaLineRow,
  RmaRow,
  ServiceLevelsRow,
  TeamRow,
  TemplateRow,
  ViewRow,
} from '#shared/portal-api/rows.ts'
import { anId, serial } from './ids.ts'

/** The instant around which the factories' rows were made: 2 March 2026, 9:00 in Ljubljana. Each row is a second later. */
export const FACTORY_NOW = Date.UTC(2026, 2, 2, 8, 0, 0)

type FieldVersions = CaseRow['versions']

const nextInstant = () => FACTORY_NOW + serial() * 1000

/** The portal's first team. Cases and agents belong to it unless a test says otherwise: every such agent sees every such case. */
export const FACTORY_TEAM: TeamRow = { id: 'podpora', name: 'Podpora' }

export function aTeam(overrides: Partial<TeamRow> = {}): TeamRow {
  const id = overrides.id ?? anId()
  return { id, name: `Skupina ${serial()}`, ...overrides }
}

export function anAgent(overrides: Partial<AgentRow> = {}): AgentRow {
  const id = overrides.id ?? anId()
  return {
    id,
    name: `Ana Kovač ${serial()}`,
    email: `agent${serial()}@spica.example`,
    active: true,
    isAdmin: false,
    newSince: 0,
    teamIds: [FACTORY_TEAM.id],
    ...overrides,
  }
}

export function anAccount(overrides: Partial<AccountRow> = {}): AccountRow {
  const id = overrides.id ?? anId()
  return {
    id,
    name: `Lesna industrija ${serial()} d.o.o.`,
    taxNumber: String(10_000_000 + serial()),
    country: 'SI',
    city: 'Ljubljana',
    ...overrides,
  }
}

/** Without `accountId` it belongs to a company that is in no table; pass one where references matter. */
export function aContact(overrides: Partial<ContactRow> = {}): ContactRow {
  const id = overrides.id ?? anId()
  return {
    id,
    accountId: overrides.accountId ?? anId(),
    firstName: 'Maja',
    lastName: `Žagar ${serial()}`,
    email: `maja${serial()}@stranka.example`,
    phone: '+386 1 555 01 23',
    language: 'sl',
    signIn: 'none',
    role: 'own',
    deletionRequestedAt: null,
    erasedAt: null,
    ...overrides,
  }
}

export function anEntitlement(overrides: Partial<EntitlementRow> = {}): EntitlementRow {
  const id = overrides.id ?? anId()
  return {
    id,
    accountId: overrides.accountId ?? anId(),
    name: 'Vzdrževalna pogodba',
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
    firstResponseMinutes: null,
    resolutionMinutes: null,
    ...overrides,
  }
}

export function aDevice(overrides: Partial<DeviceRow> = {}): DeviceRow {
  const id = overrides.id ?? anId()
  return {
    id,
    serialNumber: `ZT-500-${String(serial()).padStart(6, '0')}`,
    model: 'Zone Touch 500',
    accountId: null,
    entitlementId: null,
    soldOn: '2025-05-12',
    saleDocument: null,
    warrantyUntil: '2027-05-12',
    firmware: '4.2.1',
    state: 'in_use',
    replacedById: null,
    ...overrides,
  }
}

/** Of a case of which no field was changed yet. */
export const FIRST_VERSIONS: FieldVersions = { status: 1, ownerId: 1, title: 1, description: 1, teamId: 1 }

/** An open support case without an owner, just created. Pass `accountId` and `contactId` where references matter. */
export function aCase(overrides: Partial<CaseRow> = {}): CaseRow {
  const id = overrides.id ?? anId()
  const createdAt = overrides.createdAt ?? nextInstant()
  return {
    id,
    caseNumber: `CAS-${String(2580 + serial()).padStart(5, '0')}-A1B2C3`,
    title: `Terminal ne beleži dogodkov ${serial()}`,
    description: 'Od jutra terminal pri vhodu ne beleži prihodov.',
    caseType: 'support',
    status: 'in_progress',
    ownerId: null,
    teamId: FACTORY_TEAM.id,
    accountId: overrides.accountId ?? anId(),
    contactId: overrides.contactId ?? anId(),
    entitlementId: null,
    customerSystemId: null,
    warrantyRepair: null,
    serialNumber: null,
    customerReference: null,
    createdAt,
    modifiedAt: overrides.modifiedAt ?? createdAt,
    closedAt: null,
    mergedIntoId: null,
    versions: FIRST_VERSIONS,
    firstResponse: null,
    resolution: null,
    ...overrides,
  }
}

/** A customer's public note. */
export function aNote(overrides: Partial<NoteRow> = {}): NoteRow {
  const id = overrides.id ?? anId()
  return {
    id,
    caseId: overrides.caseId ?? anId(),
    visibility: 'public',
    authorKind: 'customer',
    authorId: overrides.authorId === undefined ? anId() : overrides.authorId,
    body: `Hvala, poskusili bomo in sporočimo. (${serial()})`,
    createdAt: overrides.createdAt ?? nextInstant(),
    mentions: [],
    ...overrides,
  }
}

/** The status moved from "in progress" to "researching" by an agent. */
export function aCaseEvent(overrides: Partial<CaseEventRow> = {}): CaseEventRow {
  const id = overrides.id ?? anId()
  return {
    id,
    caseId: overrides.caseId ?? anId(),
    field: 'status',
    from: 'in_progress',
    to: 'researching',
    actorKind: 'agent',
    actorId: overrides.actorId === undefined ? anId() : overrides.actorId,
    createdAt: overrides.createdAt ?? nextInstant(),
    authoredAt: null,
    ...overrides,
  }
}

export function aRegistration(overrides: Partial<RegistrationRow> = {}): RegistrationRow {
  const id = overrides.id ?? anId()
  const createdAt = overrides.createdAt ?? nextInstant()
  return {
    id,
    state: 'pending',
    salutation: 'ga.',
    firstName: 'Petra',
    lastName: `Zupan ${serial()}`,
    email: `petra${serial()}@stranka.example`,
    phone: '+386 2 555 01 23',
    mobile: null,
    department: 'Kadrovska služba',
    company: `Mlekarna ${serial()} d.d.`,
    taxNumber: String(20_000_000 + serial()),
    country: 'SI',
    language: 'sl',
    createdAt,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    proof: 'none',
    customerCode: null,
    invoiceNumber: null,
    explanation: null,
    contactId: null,
    history: [{ at: createdAt, step: 'sent', agentId: null, text: null }],
    ...overrides,
  }
}

export function anAttachment(overrides: Partial<AttachmentRow> = {}): AttachmentRow {
  const id = overrides.id ?? anId()
  return {
    id,
    caseId: overrides.caseId ?? anId(),
    noteId: null,
    fileName: `dnevnik-${serial()}.txt`,
    mediaType: 'text/plain',
    size: 1024,
    sha256: serial().toString(16).padStart(64, '0'),
    createdAt: overrides.createdAt ?? nextInstant(),
    ...overrides,
  }
}

export function aConsent(overrides: Partial<ConsentRow> = {}): ConsentRow {
  const id = overrides.id ?? anId()
  return {
    id,
    contactId: overrides.contactId ?? anId(),
    kind: 'personal_data',
    version: '2026-01',
    givenAt: overrides.givenAt ?? nextInstant(),
    ...overrides,
  }
}

/** Open, of one item: 2 hours for 65.00 EUR each, with 22 % VAT 158.60 EUR. */
export function anEstimate(overrides: Partial<EstimateRow> = {}): EstimateRow {
  const id = overrides.id ?? anId()
  return {
    id,
    caseId: overrides.caseId ?? anId(),
    state: 'open',
    items: [{ description: 'Delo serviserja (ura)', quantity: 200, unitPrice: 6500, vatRate: 22 }],
    note: '',
    validUntil: '2026-04-30',
    createdBy: overrides.createdBy ?? anId(),
    createdAt: overrides.createdAt ?? nextInstant(),
    endedBy: null,
    endedAt: null,
    ...overrides,
  }
}

export function anRma(overrides: Partial<RmaRow> = {}): RmaRow {
  return {
    id: anId(),
    caseId: anId(),
    rmaNumber: 'RMA-00041',
    createdBy: anId(),
    createdAt: FACTORY_NOW,
    ...overrides,
  }
}

/** A shared one, in both languages. */
export function aTemplate(overrides: Partial<TemplateRow> = {}): TemplateRow {
  const id = overrides.id ?? anId()
  return {
    id,
    ownerId: null,
    name: `Zahvala ${serial()}`,
    shortcut: 'hvala',
    bodySl: 'Pozdravljeni, {{stranka}}.\nHvala za sporočilo.',
    bodyEn: 'Hello {{customer}}.\nThank you for your message.',
    modifiedBy: overrides.modifiedBy ?? anId(),
    modifiedAt: overrides.modifiedAt ?? nextInstant(),
    ...overrides,
  }
}

export function anRmaLine(overrides: Partial<RmaLineRow> = {}): RmaLineRow {
  return {
    id: anId(),
    rmaId: anId(),
    caseId: anId(),
    position: 0,
    serialNumber: 'ZT-2231-0077',
    model: 'Zone Touch',
    fault: 'Zaslon ostane črn.',
    accessories: 'napajalnik',
    diagnosis: '',
    work: '',
    parts: '',
    warranty: 'undecided',
    state: 'requested',
    stateSince: FACTORY_NOW,
    receivedAt: null,
    shippedAt: null,
    newSerialNumber: null,
    rejectionReason: null,
    inboundCarrier: null,
    inboundTracking: null,
    carrier: null,
    trackingNumber: null,
    estimateId: null,
    createdAt: FACTORY_NOW,
    version: 1,
    ...overrides,
  }
}

export function aMacro(overrides: Partial<MacroRow> = {}): MacroRow {
  const id = overrides.id ?? anId()
  return {
    id,
    ownerId: null,
    name: `Makro ${serial()}`,
    shortcut: '',
    words: 'reply',
    bodySl: 'Pozdravljeni, {{stranka}}.',
    bodyEn: '',
    status: 'waiting_for_details',
    owner: 'me',
    teamId: null,
    snooze: null,
    modifiedBy: 'agent',
    modifiedAt: nextInstant(),
    ...overrides,
  }
}

export function aCaseMark(overrides: Partial<CaseMarkRow> = {}): CaseMarkRow {
  const { ownerId = anId(), caseId = anId() } = overrides
  return {
    id: caseMarkId(ownerId, caseId),
    ownerId,
    caseId,
    snoozedAfter: null,
    snoozedUntil: null,
    readUntil: null,
    following: 'auto',
    ...overrides,
  }
}

export function aCaseLink(overrides: Partial<CaseLinkRow> & { caseId: string; otherId: string }): CaseLinkRow {
  return {
    id: anId(),
    otherNumber: `CAS-${serial()}`,
    kind: 'relates_to',
    createdBy: null,
    createdAt: FACTORY_NOW,
    ...overrides,
  }
}

export function aView(overrides: Partial<ViewRow> = {}): ViewRow {
  const id = overrides.id ?? anId()
  return {
    id,
    ownerId: null,
    name: `Pogled ${serial()}`,
    filter: 'status:waiting owner:me',
    sort: 'modified',
    direction: 'desc',
    colour: 'plain',
    pinned: true,
    position: 1024,
    modifiedBy: 'agent',
    modifiedAt: nextInstant(),
    ...overrides,
  }
}

const DAY_OPEN = { from: 8 * 60, to: 16 * 60 }

/** From Monday to Friday, 8 to 16, without holidays; eight hours to the first response, five days to the resolution. */
export function serviceLevelsOf(overrides: Partial<ServiceLevelsRow> = {}): ServiceLevelsRow {
  return {
    id: 'usual',
    timeZone: 'Europe/Ljubljana',
    week: [DAY_OPEN, DAY_OPEN, DAY_OPEN, DAY_OPEN, DAY_OPEN, null, null],
    holidays: [],
    firstResponseMinutes: 480,
    resolutionMinutes: 2_400,
    ...overrides,
  }
}
