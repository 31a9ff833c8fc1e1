import { z } from 'zod'
import { CONSENT_KINDS, CUSTOMER_ROLES } from '../domain/registration.ts'
import { email, id, instant, language, line, oneLine, optionalLine, optionalOneLine } from './common.ts'

const password = z.string().min(1).max(1024)
const code = z.string().trim().min(1).max(400)

/** Of maintenance, of services, and of personal data. */
export const DOCUMENT_KINDS = ['conditions', 'priceList', 'dataProcessing'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** What the pages have to know before anybody signs in. */
export const portalConfig = z.object({
  /** Customer code and invoice number are asked for. */
  proof: z.boolean(),
  /** Nobody uses the portal without the present consents. */
  consentGate: z.boolean(),
  consents: z.array(z.object({ kind: z.enum(CONSENT_KINDS), version: z.string() })),
  maxAttachmentBytes: z.number().int(),
  maxFiles: z.number().int(),
  reopenWindowDays: z.number().int(),
  /** `hours`: when somebody answers, in the words of each language. */
  contact: z.object({
    email: z.string(),
    phone: z.string(),
    hours: z.object({ sl: z.string(), en: z.string() }),
  }),
  /** Where these texts are; null: not told. */
  documents: z.record(z.enum(DOCUMENT_KINDS), z.string().nullable()),
})
export type PortalConfig = z.infer<typeof portalConfig>

/** ALTCHA's own challenge and payload (base64 of JSON); the portal checks it and takes it once. */
export const captcha = z.string().min(1).max(4000)

export const registrationRequest = z.object({
  salutation: oneLine(40),
  firstName: oneLine(100),
  lastName: oneLine(100),
  email,
  phone: oneLine(40),
  mobile: optionalOneLine(40),
  department: oneLine(100),
  company: oneLine(200),
  taxNumber: oneLine(30),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  language,
  /** The versions that were shown and agreed to; each kind is required. */
  consents: z.array(z.object({ kind: z.enum(CONSENT_KINDS), version: z.string().max(40) })),
  customerCode: optionalOneLine(40),
  invoiceNumber: optionalOneLine(40),
  explanation: optionalLine(2000),
  captcha,
})
export type RegistrationRequest = z.input<typeof registrationRequest>
/** `check_email`: always, whoever is known. `needs_explanation`: the proof did not match and nothing was explained yet. */
export const registrationResponse = z.object({ next: z.enum(['check_email', 'needs_explanation']) })

/** An agent's question to an applicant, by the code in the e-mail's link. */
export const applicantQuestion = z.object({ firstName: z.string(), question: z.string(), answered: z.boolean() })
export const applicantAnswer = z.object({ code, answer: line(2000) })

export const invitationCheck = z.object({ code })
/** `email`: whom it is bound to, shortened (`j…k@podjetje.si`). */
export const invitationState = z.object({ email: z.string(), expiresAt: instant })
export const redeemRequest = z.object({ code, username: line(100), password })
/** Always answered alike. */
export const newInvitationRequest = z.object({ email, captcha })

export const signInRequest = z.object({ login: line(254), password, staySignedIn: z.boolean() })
export const forgotPasswordRequest = z.object({ email, captcha })
export const resetPasswordRequest = z.object({ code, password })

export const me = z.object({
  contactId: id,
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  /** Waits for a click in the mail that was sent there. */
  newEmail: z.string().nullable(),
  phone: z.string().nullable(),
  language,
  company: z.string(),
  role: z.enum(CUSTOMER_ROLES),
  /** Kinds that the gate still asks for. */
  consentsNeeded: z.array(z.object({ kind: z.enum(CONSENT_KINDS), version: z.string() })),
  consents: z.array(z.object({ kind: z.enum(CONSENT_KINDS), version: z.string(), givenAt: instant })),
  deletionRequestedAt: instant.nullable(),
  /** For the header of every request that changes anything. */
  csrfToken: z.string(),
})
export type Me = z.infer<typeof me>

export const giveConsents = z.object({
  consents: z.array(z.object({ kind: z.enum(CONSENT_KINDS), version: z.string().max(40) })).min(1),
})
export const profileChange = z.object({
  firstName: oneLine(100),
  lastName: oneLine(100),
  phone: optionalOneLine(40),
  language,
})
export const emailChange = z.object({ email, password })
export const confirmEmail = z.object({ code })
export const passwordChange = z.object({ current: password, password })
export const deletionRequest = z.object({ password })

export const customerSession = z.object({ id, device: z.string(), createdAt: instant, current: z.boolean() })
export const customerSessions = z.object({ sessions: z.array(customerSession) })
