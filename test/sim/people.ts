import type { Audit, Facts, PortalEstimate, PortalEvent, PortalRegistration } from './facts.ts'

/** What the guarantees say of requests for access, access and estimates; over what lies in the portal's database. */

/** Of guarantee 1: each effect lies in the transaction of one operation, and nobody is told twice. */
export function peopleAndCostsOnce(facts: Facts): string[] {
  const { ledger, audit, mails, registrations, estimates, contacts } = facts
  const wrong: string[] = []
  const seen = new Set<string>()
  for (const entry of audit) {
    const key = `${entry.op_id} ${entry.event}`
    if (entry.op_id === null) wrong.push(`${entry.event} belongs to no operation`)
    else if (seen.has(key)) wrong.push(`operation ${entry.op_id} did "${entry.event}" twice`)
    else if (ledger.get(entry.op_id)?.agent_id !== entry.actor_id) wrong.push(`${entry.event} is another agent's`)
    seen.add(key)
  }
  const told = new Set<string>()
  for (const mail of mails) {
    if (told.has(mail)) wrong.push(`somebody is told twice of ${mail}`)
    told.add(mail)
  }
  for (const { id } of estimates) {
    const status = ledger.get(id)?.status
    if (status !== 'applied') wrong.push(`estimate ${id} is there, its operation is ${status}`)
  }
  const madeOf = registrations.flatMap(({ contact_id }) => contact_id ?? [])
  if (new Set(madeOf).size < madeOf.length) wrong.push('two requests have made one contact')
  if (contacts.length !== FIRST_CONTACTS + madeOf.length) {
    wrong.push(`${contacts.length} contacts are there, ${madeOf.length} of them made by requests`)
  }
  return wrong
}

const FIRST_CONTACTS = 2

/** Of guarantee 5: what is decided stays decided, and each state has the history that leads to it. */
export function decidedSilently(facts: Facts): string[] {
  return [...facts.registrations.flatMap(registrationTold), ...estimatesTold(facts), ...accessTold(facts)]
}

const STATE_AFTER: Record<string, string> = {
  sent: 'pending',
  asked: 'asked',
  answered: 'pending',
  approved: 'approved',
  rejected: 'rejected',
}

function registrationTold({ id, state, history, decided_by, contact_id }: PortalRegistration): string[] {
  const wrong: string[] = []
  const steps = history.map(({ step }) => step)
  const last = history.at(-1)
  const decision = steps.findIndex((step) => step === 'approved' || step === 'rejected')
  if (decision >= 0 && decision !== steps.length - 1)
    wrong.push(`registration ${id} went on after its decision: ${steps}`)
  if (STATE_AFTER[last?.step ?? ''] !== state) wrong.push(`registration ${id} is ${state} after ${steps}`)
  if (decision >= 0 && last?.agentId !== decided_by) wrong.push(`registration ${id} was decided by another`)
  if ((contact_id !== null) !== (state === 'approved'))
    wrong.push(`registration ${id} is ${state}, its contact ${contact_id}`)
  return wrong
}

function estimatesTold({ estimates, events }: Facts): string[] {
  const wrong: string[] = []
  const open = estimates.filter(({ state }) => state === 'open')
  if (new Set(open.map(({ case_id }) => case_id)).size < open.length) wrong.push('two estimates of a case are open')
  const told = events.filter(({ field }) => field === 'estimate')
  for (const estimate of estimates) wrong.push(...estimateTold(estimate, told))
  for (const event of told) {
    const of = event.id.slice(0, event.id.lastIndexOf(':'))
    if (!estimates.some(({ id }) => id === of)) wrong.push(`the thread tells of the missing estimate ${of}`)
  }
  return wrong
}

function estimateTold({ id, state, ended_by }: PortalEstimate, told: PortalEvent[]): string[] {
  const own = told.filter((event) => event.id.startsWith(`${id}:`))
  const end = own.find(({ to_value }) => to_value !== 'open')
  const states = own.map(({ to_value }) => to_value).sort()
  const wanted = state === 'open' ? ['open'] : ['open', state].sort()
  if (states.join() !== wanted.join()) return [`estimate ${id} is ${state}, the thread tells of ${states}`]
  return end && end.actor_id !== ended_by ? [`estimate ${id} was ended by another than the thread tells`] : []
}

/** Who may sign in is what the last agent said. */
function accessTold({ audit, contacts }: Facts): string[] {
  const last = new Map<string, Audit>()
  for (const entry of audit) if (entry.event.startsWith('access_')) last.set(entry.contact_id ?? '', entry)
  return contacts.flatMap(({ id, sign_in }) => {
    const said = last.get(id)?.event
    return said !== undefined && (said === 'access_disabled') !== (sign_in === 'disabled')
      ? [`contact ${id} is ${sign_in} after ${said}`]
      : []
  })
}
