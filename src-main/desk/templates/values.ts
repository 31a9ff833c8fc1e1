import { listAgents } from '#main/store/mirror/agents.ts'
import { caseDetail } from '#main/store/mirror/cases.ts'
import type { Language } from '#shared/domain/case.ts'
import type { TemplateValues } from '#shared/domain/template-placeholders.ts'
import { LOCALES, RESOURCES } from '#shared/i18n/index.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

/** Of a case as the agent sees it now. Dates are those of this machine, written as the language does. */
export function templateValues(
  ctx: DeskContext,
  { caseId, language }: { caseId: string | null; language: Language },
): TemplateValues {
  const { mirror, me } = ctx.work()
  const detail = caseId === null ? null : caseDetail(mirror, caseId)
  if (caseId !== null && detail === null) throw new DeskFault('not_found')
  const agent = listAgents(mirror).find(({ id }) => id === me)
  const { contact = null, account = null, device = null } = detail ?? {}
  const found = detail?.case
  const local = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long' })
  const days = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' })
  const today = new Date(ctx.deps.clock())
  const inDays = (count: number) =>
    local.format(new Date(today.getFullYear(), today.getMonth(), today.getDate() + count, 12))
  const values: TemplateValues = {
    'customer.name': contact && `${contact.firstName} ${contact.lastName}`,
    'customer.firstName': contact?.firstName ?? null,
    'customer.lastName': contact?.lastName ?? null,
    'customer.company': account?.name ?? null,
    'customer.email': contact?.email ?? null,
    'customer.phone': contact?.phone ?? null,
    'case.number': found?.caseNumber ?? null,
    'case.title': found?.title ?? null,
    'case.status': found ? RESOURCES[language].desk.status[found.status] : null,
    'case.created': found ? local.format(found.createdAt) : null,
    'case.reference': found?.customerReference ?? null,
    'case.owner': detail?.ownerName ?? null,
    'device.serial': device?.serialNumber ?? found?.serialNumber ?? null,
    'device.model': device?.model ?? null,
    'device.warranty': device?.warrantyUntil ? days.format(new Date(`${device.warrantyUntil}T00:00:00Z`)) : null,
    'agent.name': agent?.name ?? null,
    'agent.email': agent?.email ?? null,
    'date.today': inDays(0),
    'date.tomorrow': inDays(1),
    'date.inWeek': inDays(7),
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value?.trim() || null]),
  ) as TemplateValues
}
