import type { CaseRow, NoteRow } from '#shared/portal-api/rows.ts'
import { GREGOR, SUPPORT } from './agents.ts'
import type { WorldContact } from './world.ts'

/** 15. 12. 2020 10:06 in Ljubljana (winter time). */
export const GUIDE_CREATED_AT = Date.UTC(2020, 11, 15, 9, 6)
export const GUIDE_CASE_NUMBER = 'CAS-02580-T0M2L3'
export const GUIDE_COUNTER = 2580

export const GUIDE_CASE_ID = '017665a6-34c0-7000-8000-000000002580'

/** The case that the portal's user guide shows: nobody owns it yet ("SYSTEM"), and Gregor Berčič has answered 33 seconds later. */
export function guideCase(contact: WorldContact): { case: CaseRow; note: NoteRow } {
  const answeredAt = GUIDE_CREATED_AT + 33_000
  return {
    case: {
      id: GUIDE_CASE_ID,
      caseNumber: GUIDE_CASE_NUMBER,
      title: 'TEST',
      description: 'potrebujem pomoč pri nastavitvi umika',
      caseType: 'support',
      status: 'in_progress',
      ownerId: null,
      teamId: SUPPORT.id,
      accountId: contact.row.accountId,
      contactId: contact.row.id,
      entitlementId: null,
      customerSystemId: null,
      warrantyRepair: null,
      serialNumber: null,
      customerReference: null,
      createdAt: GUIDE_CREATED_AT,
      modifiedAt: answeredAt,
      closedAt: null,
      mergedIntoId: null,
      versions: { status: 1, ownerId: 1, title: 1, description: 1, teamId: 1 },
      firstResponse: null,
      resolution: null,
    },
    note: {
      id: '017665a6-b5a8-7000-8000-000000002580',
      caseId: GUIDE_CASE_ID,
      visibility: 'public',
      authorKind: 'agent',
      authorId: GREGOR.id,
      body: 'TEST, kako vam lahko pomagamo',
      createdAt: answeredAt,
      mentions: [],
    },
  }
}
