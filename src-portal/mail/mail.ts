import type { EstimateState } from '#shared/domain/estimate.ts'
import type { ActorKind, CaseStatus } from '#shared/domain/status.ts'

export type MailActor = { kind: ActorKind; id: string | null }

/** A change of a case that its customer may see. The owner and the words are looked up when the mail is written. */
export type CaseChange =
  /** Of a public note alone; an internal one is refused when the mail is written, too. */
  | { type: 'note'; noteId: string }
  | { type: 'status'; to: CaseStatus; by: MailActor }
  /** Null: nobody has it yet. */
  | { type: 'owner'; to: string | null; by: MailActor }
  | { type: 'title'; by: MailActor }
  | { type: 'description'; by: MailActor }
  /** `open`: sent to the customer. */
  | { type: 'estimate'; estimateId: string; to: EstimateState; by: MailActor }

/**
 * Why somebody is written to. Names, addresses and languages are looked up when the mail is written; what nobody can look
 * up is here. `code`: of a link, in the clear; it is stored until the mail has gone and no longer. `expiresAt`: epoch ms.
 */
export type Mail =
  /** To `email`, which the code is bound to. */
  | { kind: 'invitation'; contactId: string; email: string; code: string; expiresAt: number }
  | { kind: 'registration_received'; registrationId: string }
  /** Somebody asked for access with the e-mail of a person who has it. */
  | { kind: 'registration_known'; contactId: string }
  /** With a link to the form for the answer. */
  | { kind: 'registration_question'; registrationId: string; question: string; code: string; expiresAt: number }
  | { kind: 'registration_rejected'; registrationId: string; reason: string | null }
  /** `why`: the person asked, an agent sent it, or the account came from an older portal and has no password yet. */
  | { kind: 'password_reset'; contactId: string; code: string; expiresAt: number; why: 'asked' | 'agent' | 'migrated' }
  | { kind: 'password_changed'; contactId: string }
  /** To the new address. */
  | { kind: 'email_confirm'; contactId: string; email: string; code: string; expiresAt: number }
  /** To the address that was the person's until now. */
  | { kind: 'email_changed'; contactId: string; oldEmail: string }
  /** To the customer; `openedBy` left out: by a customer. */
  | { kind: 'new_case'; caseId: string; openedBy?: 'customer' | 'agent' }
  | { kind: 'new_case_help_desk'; caseId: string }
  | { kind: 'case_changed'; caseId: string; change: CaseChange }

export type MailKind = Mail['kind']

type WithoutCode<T> = T extends unknown ? Omit<T, 'code'> : never
/** As it lies in the queue; the code lies beside it. */
export type QueuedMail = WithoutCode<Mail>
