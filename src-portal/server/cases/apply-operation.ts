import { assertNever } from '#shared/domain/assert-never.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { followCase, markRead, snoozeCase } from '../attention/mark-operations.ts'
import type { Work } from '../deps.ts'
import { holdsNul } from '../http/holds-nul.ts'
import { deleteMacro, saveMacro } from '../macros/macro-operations.ts'
import { actOnContact } from '../people/act-on-contact.ts'
import { askRegistration } from '../people/ask-registration.ts'
import { decideRegistration } from '../people/decide-registration.ts'
import { addRmaLine, createRma, removeRmaLine } from '../rmas/create-rma-operation.ts'
import { stepRmaLine } from '../rmas/step-line-operation.ts'
import { updateRmaLine } from '../rmas/update-line-operation.ts'
import { deleteTemplate, saveTemplate } from '../templates/template-operations.ts'
import { deleteView, saveView } from '../views/view-operations.ts'
import { createCaseByAgent } from './create-case-operation.ts'
import { createNote } from './create-note-operation.ts'
import { sendEstimate, withdrawEstimate } from './estimate-operations.ts'
import { linkCases, unlinkCases } from './link-operations.ts'
import { mergeCase, unmergeCase } from './merge-operations.ts'
import { type Outcome, rejected } from './outcome.ts'
import { splitCase } from './split-operation.ts'
import { updateCase } from './update-case-operation.ts'

/**
 * Carries out one operation of an agent, who is authorised again here: what the desk saw may be long ago. One that is
 * refused or must come again has changed nothing.
 */
export async function applyOperation(work: Work, operation: Operation, agentId: string): Promise<Outcome> {
  if (holdsNul(operation)) return rejected('text_not_storable', 'The text contains a NUL character')
  switch (operation.kind) {
    case 'note.create':
      return createNote(work, operation, agentId)
    case 'case.update':
      return updateCase(work, operation, agentId)
    case 'case.create':
      return createCaseByAgent(work, operation, agentId)
    case 'registration.decide':
      return decideRegistration(work, operation, agentId)
    case 'registration.ask':
      return askRegistration(work, operation, agentId)
    case 'contact.act':
      return actOnContact(work, operation, agentId)
    case 'estimate.send':
      return sendEstimate(work, operation, agentId)
    case 'estimate.withdraw':
      return withdrawEstimate(work, operation, agentId)
    case 'rma.create':
      return createRma(work, operation, agentId)
    case 'rma.addLine':
      return addRmaLine(work, operation, agentId)
    case 'rma.removeLine':
      return removeRmaLine(work, operation, agentId)
    case 'rma.updateLine':
      return updateRmaLine(work, operation, agentId)
    case 'rma.step':
      return stepRmaLine(work, operation, agentId)
    case 'template.save':
      return saveTemplate(work, operation, agentId)
    case 'template.delete':
      return deleteTemplate(work, operation, agentId)
    case 'view.save':
      return saveView(work, operation, agentId)
    case 'view.delete':
      return deleteView(work, operation, agentId)
    case 'case.snooze':
      return snoozeCase(work, operation, agentId)
    case 'case.read':
      return markRead(work, operation, agentId)
    case 'case.follow':
      return followCase(work, operation, agentId)
    case 'macro.save':
      return saveMacro(work, operation, agentId)
    case 'macro.delete':
      return deleteMacro(work, operation, agentId)
    case 'case.merge':
      return mergeCase(work, operation, agentId)
    case 'case.unmerge':
      return unmergeCase(work, operation, agentId)
    case 'case.split':
      return splitCase(work, operation, agentId)
    case 'case.link':
      return linkCases(work, operation, agentId)
    case 'case.unlink':
      return unlinkCases(work, operation, agentId)
    default:
      return assertNever(operation)
  }
}
