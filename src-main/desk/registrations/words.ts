import { DeskFault } from '../fault.ts'

const MAX_QUESTION = 2000

export function checkedQuestion(text: string): string {
  const question = text.trim()
  if (question === '') throw new DeskFault('invalid_input')
  if (question.length > MAX_QUESTION) {
    throw new DeskFault('note_too_long', { length: question.length, max: MAX_QUESTION })
  }
  return question
}
