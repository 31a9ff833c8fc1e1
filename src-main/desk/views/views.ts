import { listViews } from '#main/store/mirror/views.ts'
import { compareViews } from '#shared/domain/view.ts'
import type { ViewRow } from '#shared/portal-api/rows.ts'
import type { ViewView } from '#shared/rpc/models.ts'
import { type Kind, keptContent, type Work } from '../kept-content.ts'

const VIEWS: Kind<ViewRow> = {
  list: listViews,
  stepOf: (operation) =>
    operation.kind === 'view.save' ? operation : operation.kind === 'view.delete' ? 'delete' : null,
}

/** As an agent sees them now, in the order of the list of queues. */
export function viewViews(work: Work): ViewView[] {
  return keptContent(work, VIEWS).sort(compareViews)
}
