import { assertNever } from '#shared/domain/assert-never.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { Mirror } from '../open.ts'
import { valueOperation } from '../outbox/value-changes.ts'
import { contentOf, type Frame } from './content.ts'
import { listMacros } from './macros.ts'
import { portalLine } from './rma-lines.ts'
import { listTemplates } from './templates.ts'
import { listViews } from './views.ts'

/**
 * A field that an operation changes as the portal has it, without what is pending here. Undefined: the portal's row is not
 * here.
 */
export function portalValue(mirror: Mirror, operation: Operation, field: string): unknown {
  const found = valueOperation(operation)
  if (found === null) return undefined
  switch (found.kind) {
    case 'rma.updateLine': {
      const line = portalLine(mirror, found.lineId)
      return line ? (line[found.field] ?? '') : undefined
    }
    case 'template.save':
      return valueIn(listTemplates(mirror), found.templateId, field)
    case 'view.save':
      return valueIn(listViews(mirror), found.viewId, field)
    case 'macro.save':
      return valueIn(listMacros(mirror), found.macroId, field)
    default:
      return assertNever(found)
  }
}

function valueIn(rows: readonly Frame[], id: string, field: string): unknown {
  const row = rows.find((one) => one.id === id)
  return row && new Map<string, unknown>(Object.entries(contentOf(row))).get(field)
}
