import type { CustomerRole } from '#shared/domain/registration.ts'
import type { Query } from '../db/open.ts'

/**
 * The one place that says what a customer may see. Whatever a customer reads of cases is read through `readAs`, from the
 * `visible_…` names alone; no other text in this folder names those tables (a test sees to it).
 */
export type Customer = { contactId: string; accountId: string; role: CustomerRole }

/** Of the own company's cases all, or those of the person alone; whoever was erased or may not sign in sees none. */
const OWN_CASES: Record<CustomerRole, string> = {
  company: '',
  own: 'AND c.contact_id = (SELECT id FROM me)',
}

const scopeOf = (role: CustomerRole) => `
WITH me AS (
  SELECT id, account_id FROM contacts
  WHERE id = $1 AND account_id = $2 AND role = '${role}' AND sign_in = 'active' AND erased_at IS NULL
), visible_cases AS NOT MATERIALIZED (
  SELECT c.id, c.case_number, c.title, c.description, c.case_type, c.status, c.owner_id, c.contact_id, c.entitlement_id,
    c.customer_system_id, c.warranty_repair, c.serial_number, c.customer_reference, c.created_at, c.closed_at,
    c.public_modified_at, c.case_number_key, c.serial_key, c.search_text, c.merged_into_id
  FROM cases c WHERE c.account_id = (SELECT account_id FROM me) ${OWN_CASES[role]}
), visible_notes AS NOT MATERIALIZED (
  SELECT n.id, n.case_id, n.author_kind, n.author_id, n.body, n.created_at, n.search_text
  FROM notes n JOIN visible_cases c ON c.id = n.case_id WHERE n.visibility = 'public'
), visible_events AS NOT MATERIALIZED (
  SELECT e.id, e.case_id, e.field, CASE WHEN e.field = 'rmaLine' THEN e.from_value END AS from_value, e.to_value,
    e.actor_kind, e.actor_id, e.created_at
  FROM case_events e JOIN visible_cases c ON c.id = e.case_id WHERE e.field IN ('status', 'estimate', 'rma', 'rmaLine')
), visible_attachments AS NOT MATERIALIZED (
  SELECT a.id, a.case_id, a.note_id, a.file_name, a.media_type, a.size, a.sha256, a.created_at
  FROM attachments a JOIN visible_cases c ON c.id = a.case_id
  WHERE a.note_id IS NULL OR EXISTS (SELECT 1 FROM notes n WHERE n.id = a.note_id AND n.visibility = 'public')
), visible_estimates AS NOT MATERIALIZED (
  SELECT e.id, e.case_id, e.state, e.items::json AS items, e.note, e.valid_until, e.created_by, e.created_at, e.ended_at
  FROM estimates e JOIN visible_cases c ON c.id = e.case_id
), visible_rmas AS NOT MATERIALIZED (
  SELECT r.id, r.case_id, r.rma_number, r.created_at FROM rmas r JOIN visible_cases c ON c.id = r.case_id
), visible_rma_lines AS NOT MATERIALIZED (
  SELECT l.id, l.rma_id, l.case_id, l.position, l.serial_number, l.model, l.fault, l.accessories, l.warranty, l.state,
    l.new_serial_number, l.rejection_reason, l.inbound_carrier, l.inbound_tracking, l.carrier, l.tracking_number, l.created_at
  FROM rma_lines l JOIN visible_cases c ON c.id = l.case_id
), own_entitlements AS NOT MATERIALIZED (
  SELECT t.id, t.name, t.valid_from, t.valid_until FROM entitlements t WHERE t.account_id = (SELECT account_id FROM me)
), own_devices AS NOT MATERIALIZED (
  SELECT d.serial_number, d.serial_key, d.model, d.warranty_until FROM devices d
  WHERE d.account_id = (SELECT account_id FROM me)
)`

const SCOPES: Record<CustomerRole, string> = { own: scopeOf('own'), company: scopeOf('company') }

/** The statement as it runs; for tests of its plan too. */
export function scopedText(role: CustomerRole, select: string): string {
  return `${SCOPES[role]} SELECT row_to_json(r)::text AS json FROM (${select}) r`
}

/**
 * Runs a SELECT over the `visible_…` and `own_…` names with the customer's eyes. Its own parameters begin at `$3`; `$1` and
 * `$2` are who asks. Rows come as the database's JSON says them: numbers as numbers, days as `YYYY-MM-DD`.
 */
export async function readAs<Row extends object>(
  query: Query,
  customer: Customer,
  select: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  const rows = await query<{ json: string }>(scopedText(customer.role, select), [
    customer.contactId,
    customer.accountId,
    ...params,
  ])
  return rows.map(({ json }) => JSON.parse(json) as Row)
}

/** The same rule for a row that is held already, for those who write under a lock. */
export function maySee(
  contact: { id: string; accountId: string; role: CustomerRole; erasedAt: number | null },
  found: { accountId: string; contactId: string },
): boolean {
  if (contact.erasedAt !== null || found.accountId !== contact.accountId) return false
  return contact.role === 'company' || found.contactId === contact.id
}

/** And for word of a change that is told as it happens; whether the session still lives is the stream's to look after. */
export function mayHear(
  { contactId, accountId, role }: Customer,
  found: { accountId: string; contactId: string },
): boolean {
  return maySee({ id: contactId, accountId, role, erasedAt: null }, found)
}
