import type { DocumentKind } from '#shared/customer-api/access.ts'
import { REOPEN_WINDOW_DAYS } from '#shared/domain/case.ts'
import { CONSENT_KINDS, CONSENT_VERSIONS, type ConsentKind } from '#shared/domain/registration.ts'

/** How this portal meets its customers. */
export type CustomerSettings = {
  /** Registration asks for customer code and number of a received invoice. */
  proof: boolean
  /** Nobody uses the portal without the present consents. */
  consentGate: boolean
  consentVersions: Record<ConsentKind, string>
  reopenWindowDays: number
  /** Who helps by other ways. */
  contact: { email: string; phone: string; hours: { sl: string; en: string } }
  /** Where the texts are that customers agree to or pay by: addresses, or paths of this portal; null: nowhere. */
  documents: Record<DocumentKind, string | null>
  /** As customers type it, without a slash at the end; undefined: as each request says. */
  publicUrl: string | undefined
}

export const DEFAULT_CUSTOMER_SETTINGS: CustomerSettings = {
  proof: false,
  consentGate: true,
  consentVersions: CONSENT_VERSIONS,
  reopenWindowDays: REOPEN_WINDOW_DAYS,
  contact: {
    email: 'support@spica.com',
    phone: '+386 1 568 08 00',
    hours: { sl: 'od ponedeljka do petka od 8.00 do 16.00', en: 'Monday to Friday from 8:00 to 16:00' },
  },
  documents: { conditions: null, priceList: null, dataProcessing: null },
  publicUrl: undefined,
}

export function presentConsents({ consentVersions }: CustomerSettings): { kind: ConsentKind; version: string }[] {
  return CONSENT_KINDS.map((kind) => ({ kind, version: consentVersions[kind] }))
}
