import type { Mirror } from '../open.ts'

/** The digits of a telephone number as people type them: whole, and with the 0 that stands for their own country. */
export function phoneKeys(phone: string): string[] {
  const digits = phone.replace('(0)', '').replace(/\D/g, '').replace(/^00/, '')
  if (digits === '') return []
  return digits.startsWith('386') ? [digits, `0${digits.slice(3)}`] : [digits]
}

/** After a contact was written. An erased one is not found by anything, not even by the company. */
export function indexContact(mirror: Mirror, contactId: string): void {
  unindexContact(mirror, contactId)
  const contact = mirror
    .prepare<[string, string | null]>(
      `SELECT k.first_name || ' ' || k.last_name || ' ' || k.email || ' ' || coalesce(a.name, ''), k.phone
       FROM contacts k LEFT JOIN accounts a ON a.id = k.account_id WHERE k.id = ? AND k.erased_at IS NULL`,
      { raw: true },
    )
    .get(contactId)
  if (!contact) return
  const [words, phone] = contact
  const doc = mirror
    .prepare<number>('INSERT INTO contact_doc (contact_id) VALUES (?) RETURNING doc', { pluck: true })
    .get(contactId)
  mirror
    .prepare('INSERT INTO contact_text (rowid, text) VALUES (?, ?)')
    .run(doc ?? null, [words, ...phoneKeys(phone ?? '')].join(' '))
}

export function unindexContact(mirror: Mirror, contactId: string): void {
  const doc = mirror
    .prepare<number>('DELETE FROM contact_doc WHERE contact_id = ? RETURNING doc', { pluck: true })
    .get(contactId)
  if (doc !== undefined) mirror.prepare('DELETE FROM contact_text WHERE rowid = ?').run(doc)
}

/** A company's people are found by its new name. */
export function indexContactsOf(mirror: Mirror, accountId: string): void {
  const ids = mirror
    .prepare<string>('SELECT id FROM contacts WHERE account_id = ? AND erased_at IS NULL', { pluck: true })
    .all(accountId)
  for (const id of ids) indexContact(mirror, id)
}
