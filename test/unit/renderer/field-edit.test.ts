import { describe, expect, it } from 'vitest'
import { cleanField, fieldFault } from '../../../src-renderer/features/case/use-field-edit.ts'

describe('a text that is edited in its place', () => {
  it('is one line where it is a title', () => {
    expect(cleanField('title', '  Terminal\n ne \t bere ')).toBe('Terminal ne bere')
    expect(cleanField('description', '  prva\ndruga \n')).toBe('  prva\ndruga')
  })

  it('is refused when empty or too long, counted as it would be saved', () => {
    expect(fieldFault('title', ' \n ')).toBe('empty')
    expect(fieldFault('description', '')).toBeNull()
    expect(fieldFault('title', `${'a'.repeat(300)}   `)).toBeNull()
    expect(fieldFault('title', 'a'.repeat(301))).toBe('tooLong')
    expect(fieldFault('description', 'a'.repeat(100_001))).toBe('tooLong')
  })
})
