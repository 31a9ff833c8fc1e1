import type { Mirror } from '../open.ts'
import type { Head } from '../outbox/heads.ts'
import { caseHeads } from './cases.ts'

/** What the subjects of operations are called: a case by number and title, a registration or a contact by person and company, a template, a view or a macro by its name. */
export function laneHeads(mirror: Mirror, lanes: readonly string[]): Map<string, Head> {
  const heads: Map<string, Head> = caseHeads(mirror, lanes)
  const others = lanes.filter((lane) => !heads.has(lane))
  if (others.length === 0) return heads
  const people = mirror
    .prepare<[string, string, string]>(
      `SELECT r.id, r.first_name || ' ' || r.last_name, r.company FROM json_each(@lanes) j JOIN registrations r ON r.id = j.value
       UNION ALL SELECT k.id, k.first_name || ' ' || k.last_name, coalesce(a.name, '')
         FROM json_each(@lanes) j JOIN contacts k ON k.id = j.value LEFT JOIN accounts a ON a.id = k.account_id
       UNION ALL SELECT t.id, t.name, '' FROM json_each(@lanes) j JOIN templates t ON t.id = j.value
       UNION ALL SELECT v.id, v.name, '' FROM json_each(@lanes) j JOIN views v ON v.id = j.value
       UNION ALL SELECT m.id, m.name, '' FROM json_each(@lanes) j JOIN macros m ON m.id = j.value`,
      { raw: true },
    )
    .all({ lanes: JSON.stringify(others) })
  for (const [id, name, company] of people) {
    heads.set(id, { caseNumber: '', title: [name, company].filter((part) => part !== '').join(', ') })
  }
  return heads
}
