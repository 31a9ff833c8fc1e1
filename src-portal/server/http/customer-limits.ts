import type { AttemptLimit } from '../../auth/failed-attempts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What one address may do, or what may be done with one identity, whoever has it. Nobody is shut out for longer. */
export type CustomerAccessLimits = {
  /** Sign-ins of one address, right or wrong: each costs a password hash. */
  signInsByIp: AttemptLimit
  /** Failures of one login from one address. */
  failuresByLoginAndIp: AttemptLimit
  /**
   * Failures of one login from all addresses where its owner has not come in before. Who is kept waiting by a stranger's
   * guesses comes in by the link for a forgotten password, which no guess uses up.
   */
  failuresByLogin: AttemptLimit
  captchasByIp: AttemptLimit
  registrationsByIp: AttemptLimit
  registrationsByEmail: AttemptLimit
  /** Wrong invoice numbers for one customer code. */
  proofsByCode: AttemptLimit
  /** Requests that send mail to an address. */
  mailsByIp: AttemptLimit
  /** Links for a forgotten password and all other mail, each for itself. */
  mailsByEmail: AttemptLimit
  /** Codes that one address tries. */
  codesByIp: AttemptLimit
  /** Wrong passwords of somebody who is signed in. */
  failuresByContact: AttemptLimit
  /** Changes of e-mail that one person asks for; each sends mail to two addresses. */
  emailChangesByContact: AttemptLimit
  /** Requests for deletion of one person; each sends mail to the help desk as well. */
  deletionsByContact: AttemptLimit
  /** Other requests of somebody who is signed in. */
  profileByContact: AttemptLimit
}

export const DEFAULT_ACCESS_LIMITS: CustomerAccessLimits = {
  signInsByIp: { max: 30, windowMs: MINUTE },
  failuresByLoginAndIp: { max: 10, windowMs: 5 * MINUTE },
  failuresByLogin: { max: 100, windowMs: HOUR },
  captchasByIp: { max: 60, windowMs: MINUTE },
  registrationsByIp: { max: 10, windowMs: 10 * MINUTE },
  registrationsByEmail: { max: 5, windowMs: HOUR },
  proofsByCode: { max: 5, windowMs: 24 * HOUR },
  mailsByIp: { max: 10, windowMs: 10 * MINUTE },
  mailsByEmail: { max: 3, windowMs: HOUR },
  codesByIp: { max: 30, windowMs: MINUTE },
  failuresByContact: { max: 10, windowMs: 5 * MINUTE },
  emailChangesByContact: { max: 5, windowMs: HOUR },
  deletionsByContact: { max: 5, windowMs: HOUR },
  profileByContact: { max: 120, windowMs: MINUTE },
}
