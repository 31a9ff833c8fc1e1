import {
  MAX_TEMPLATE_BODY,
  TEMPLATE_FIELDS,
  type TemplateContent,
  type TemplateField,
  templateFaults,
} from '#shared/domain/template.ts'
import { mergeText } from '../cases/merge-text.ts'

export type MergedTemplate = { clean: boolean; content: TemplateContent }

/**
 * Mine over theirs, both made of `base`: what only one of them changed is as that one has it, texts are put together line by
 * line. Not clean: both changed the same; `content` holds mine there.
 */
export function mergeTemplate(base: TemplateContent, mine: TemplateContent, theirs: TemplateContent): MergedTemplate {
  const content: TemplateContent = { ...mine }
  let clean = true
  for (const field of TEMPLATE_FIELDS) clean = mergeField(content, field, { base, mine, theirs }) && clean
  // Two changes that are right each by itself can make a template without any text.
  return { clean: clean && templateFaults(content).length === 0, content }
}

type Sides = Record<'base' | 'mine' | 'theirs', TemplateContent>

function mergeField(content: TemplateContent, field: TemplateField, { base, mine, theirs }: Sides): boolean {
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
