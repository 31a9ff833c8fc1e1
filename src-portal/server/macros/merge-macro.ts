import { MACRO_FIELDS, type MacroContent, type MacroField, macroFaults } from '#shared/domain/macro.ts'
import { MAX_TEMPLATE_BODY } from '#shared/domain/template.ts'
import { mergeText } from '../cases/merge-text.ts'

export type MergedMacro = { clean: boolean; content: MacroContent }

/**
 * Mine over theirs, both made of `base`: what only one of them changed is as that one has it, texts are put together line by
 * line. Not clean: both changed the same; `content` holds mine there.
 */
export function mergeMacro(base: MacroContent, mine: MacroContent, theirs: MacroContent): MergedMacro {
  const content: MacroContent = { ...mine }
  let clean = true
  for (const field of MACRO_FIELDS) clean = mergeField(content, field, { base, mine, theirs }) && clean
  // Two changes that are right each by itself can make a macro that does nothing.
  return { clean: clean && macroFaults(content).length === 0, content }
}

type Sides = Record<'base' | 'mine' | 'theirs', MacroContent>

function mergeField(content: MacroContent, field: MacroField, { base, mine, theirs }: Sides): boolean {
  if (mine[field] === base[field] || mine[field] === theirs[field]) {
    Object.assign(content, { [field]: theirs[field] })
    return true
  }
  if (theirs[field] === base[field]) return true
  if (field !== 'bodySl' && field !== 'bodyEn') return false
  const merged = mergeText(base[field], mine[field], theirs[field], '\n')
  if (!merged.clean || merged.text.length > MAX_TEMPLATE_BODY) return false
  content[field] = merged.text
  return true
}
