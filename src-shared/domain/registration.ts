/** A person's request for access to the customers' portal, and the sign-in that comes of it. */
export const REGISTRATION_STATES = ['pending', 'asked', 'approved', 'rejected'] as const
export type RegistrationState = (typeof REGISTRATION_STATES)[number]

/**
 * Customer code and the number of a received invoice, where a portal asks for them: none given, in agreement with what
 * the portal knows, or not - then a person reads the explanation.
 */
export const PROOF_RESULTS = ['none', 'match', 'mismatch'] as const
export type ProofResult = (typeof PROOF_RESULTS)[number]

/** Whose cases a customer sees: the own ones, or all of the company's. */
export const CUSTOMER_ROLES = ['own', 'company'] as const
export type CustomerRole = (typeof CUSTOMER_ROLES)[number]

/** How far a contact is with signing in. `must_reset`: came from an older portal and has to set a password first. */
export const SIGN_IN_STATES = ['none', 'invited', 'must_reset', 'active', 'disabled'] as const
export type SignInState = (typeof SIGN_IN_STATES)[number]

export const CONSENT_KINDS = ['personal_data', 'processing'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

export const INVITATION_DAYS = 14
/** Of the texts that the pages show; a new text takes a new version, and everybody is asked again. */
export const CONSENT_VERSIONS: Record<ConsentKind, string> = { personal_data: '2026-11', processing: '2026-11' }
