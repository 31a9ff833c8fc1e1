import { listTemplates } from '#main/store/mirror/templates.ts'
import type { TemplateRow } from '#shared/portal-api/rows.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { compareNames, type Kind, keptContent, type Work } from '../kept-content.ts'

const TEMPLATES: Kind<TemplateRow> = {
  list: listTemplates,
  stepOf: (operation) =>
    operation.kind === 'template.save' ? operation : operation.kind === 'template.delete' ? 'delete' : null,
}

/** As an agent sees them now, by name. */
export function templateViews(work: Work): TemplateView[] {
  return keptContent(work, TEMPLATES).sort(compareNames)
}
