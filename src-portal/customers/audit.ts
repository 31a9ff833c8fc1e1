import type { AuditActor } from '../db/schema.ts'
import { auditLog } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'

export type AuditEvent =
  | 'registered'
  | 'registration_approved'
  | 'registration_rejected'
  | 'registration_asked'
  | 'registration_answered'
  | 'invitation_sent'
  | 'invitation_redeemed'
  | 'signed_in'
  | 'sign_in_failed'
  | 'signed_out'
  | 'session_ended'
  | 'all_sessions_ended'
  | 'reset_link_sent'
  | 'password_reset'
  | 'password_changed'
  | 'email_change_asked'
  | 'email_changed'
  | 'profile_changed'
  | 'consents_given'
  | 'data_exported'
  | 'deletion_requested'
  | 'deletion_taken_back'
  | 'deletion_refused'
  | 'access_disabled'
  | 'access_enabled'
  | 'role_set'
  | 'person_erased'
  | 'devices_imported'
  | 'agent_signed_in'
  | 'agent_sign_in_failed'
  | 'agent_signed_out'
  | 'agent_session_ended'

/** Who acts: `id` is a contact's, an agent's or a registration's. */
export type Actor = { kind: AuditActor; id: string | null; ip?: string | null }

export type AuditEntry = {
  by: Actor
  event: AuditEvent
  /** The person whom it is about. */
  contactId: string | null
  /** Ids and words of our own; never a secret, a code or what somebody typed. */
  detail?: Record<string, string | number | boolean | null>
}

/** Becomes part of the transaction that it tells of. */
export async function writeAudit(
  { tx, now, newId }: Work,
  { by, event, contactId, detail }: AuditEntry,
): Promise<void> {
  await tx.insert(auditLog).values({
    id: newId(),
    at: now,
    actorKind: by.kind,
    actorId: by.id,
    event,
    contactId,
    ip: by.ip ?? null,
    detail: detail ?? null,
  })
}
