import type { EstimateState } from '#shared/domain/estimate.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
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
  /** The case goes on in another one; which one, only who may see it is told. Or it is one of its own again. */
  | { type: 'merged' | 'unmerged'; by: MailActor }
  /** A device of an RMA went on. */
  | { type: 'rma'; lineId: string; to: RmaLineState; by: MailActor }

/** Why a message that came in became no note of a customer's. */
export type NotTakenReason =
  /** The receiving server does not vouch for the address. */
  | 'unproven_sender'
  /** A loop that nothing else has stopped. */
  | 'too_many'
  | 'too_large'
  /** It brought nothing but files that are not accepted. */
  | 'files_refused'
  | 'no_token'
  | 'unknown_thread'
  /** Nobody with this address may see the case. */
  | 'unknown_sender'
  | 'unreadable'

/** What a message that came in says of itself, as plain text of limited length (`cut`); nothing of it is proven. */
export type MailClaims = { name: string; address: string; subject: string; text: string; cut: boolean }

/** `Name <address>` */
export function senderOf({ name, address }: Pick<MailClaims, 'name' | 'address'>, nobody: string): string {
  if (address === '') return nobody
  return name === '' ? address : `${name} <${address}>`
}

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
  /** To the address that is the person's still. `newEmail`: shortened, so that the letter tells no stranger the whole of it. */
  | { kind: 'email_change_asked'; contactId: string; oldEmail: string; newEmail: string }
  /** To the address that was the person's until now. */
  | { kind: 'email_changed'; contactId: string; oldEmail: string }
  | { kind: 'deletion_requested'; contactId: string }
  | { kind: 'deletion_requested_help_desk'; contactId: string }
  | { kind: 'deletion_refused'; contactId: string; reason: string }
  /** To an address that nothing else holds any more; it is forgotten like a code. */
  | { kind: 'account_deleted'; contactId: string; lastEmail: string }
  /** To the customer; `openedBy` left out: by a customer. */
  | { kind: 'new_case'; caseId: string; openedBy?: 'customer' | 'agent' }
  | { kind: 'new_case_help_desk'; caseId: string }
  | { kind: 'case_changed'; caseId: string; change: CaseChange }
  /** To the help desk, several in one letter. `claims`: null when it was forgotten, like a code. */
  | {
      kind: 'reply_not_taken'
      reason: NotTakenReason
      caseId: string | null
      receivedAt: number
      claims: MailClaims | null
    }

export type MailKind = Mail['kind']

type WithoutSecret<T> = T extends unknown ? Omit<T, 'code' | 'lastEmail' | 'claims'> : never
/** As it lies in the queue; what is forgotten with the sending lies beside it. */
export type QueuedMail = WithoutSecret<Mail>
