import { assertNever } from '#shared/domain/assert-never.ts'
import type { EstimateItem } from '#shared/domain/estimate.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { NewRmaLine } from '#shared/portal-api/rma-rows.ts'
import type { RecoveredWords } from '#shared/rpc/models.ts'

/** What somebody wrote in an operation; null where nothing was written. */
export function wordsOf(operation: Operation): Pick<RecoveredWords, 'kind' | 'text'> | null {
  switch (operation.kind) {
    case 'note.create': {
      const kind = operation.visibility === 'public' ? 'reply' : 'note'
      return some(kind, [operation.body, ...operation.attachments.map(({ fileName }) => fileName)])
    }
    case 'case.update':
      if (operation.title) return some('title', [operation.title.to])
      return operation.description ? some('description', [operation.description.to]) : null
    case 'case.create':
      return some('case', [operation.title, operation.description])
    case 'registration.decide':
      return operation.reason === null ? null : some('note', [operation.reason])
    case 'registration.ask':
      return some('question', [operation.question])
    case 'estimate.send':
      return some('estimate', [operation.items.map(itemLine).join('\n'), operation.note])
    case 'contact.act':
      return some('note', [operation.reason ?? ''])
    case 'rma.create':
      return some('note', operation.lines.map(lineWords))
    case 'rma.addLine':
      return some('note', [lineWords(operation.line)])
    case 'rma.updateLine':
      return operation.field === 'warranty' ? null : some('note', [operation.to])
    case 'rma.step': {
      const { reason = '', newSerialNumber = '', carrier = '', trackingNumber = '' } = operation
      return some('note', [reason, newSerialNumber, [carrier, trackingNumber].filter((text) => text !== '').join(' ')])
    }
    case 'template.save': {
      const { name, bodySl, bodyEn } = operation.content
      return some('template', [name, bodySl, bodyEn])
    }
    case 'view.save':
      return some('view', [operation.content.name, operation.content.filter])
    case 'macro.save': {
      const { name, bodySl, bodyEn } = operation.content
      return some('macro', [name, bodySl, bodyEn])
    }
    case 'case.split':
      return some('case', [operation.title])
    case 'case.merge':
    case 'case.unmerge':
    case 'case.link':
    case 'case.unlink':
    case 'rma.removeLine':
    case 'macro.delete':
    case 'template.delete':
    case 'view.delete':
    case 'case.snooze':
    case 'case.read':
    case 'case.follow':
    case 'estimate.withdraw':
      return null
    default:
      return assertNever(operation)
  }
}

function some(kind: RecoveredWords['kind'], parts: string[]): Pick<RecoveredWords, 'kind' | 'text'> | null {
  const text = parts.filter((part) => part !== '').join('\n\n')
  return text === '' ? null : { kind, text }
}

/** A device with what is written of it. */
function lineWords({ serialNumber, model, fault, accessories }: NewRmaLine): string {
  return [`${serialNumber} ${model}`.trim(), fault, accessories].filter((part) => part !== '').join('\n')
}

/** In signs that every language reads alike: `Menjava čitalnika: 1.5 × 120.00 € + 22 %`. */
function itemLine({ description, quantity, unitPrice, vatRate }: EstimateItem): string {
  return `${description}: ${quantity / 100} × ${(unitPrice / 100).toFixed(2)} € + ${vatRate} %`
}
