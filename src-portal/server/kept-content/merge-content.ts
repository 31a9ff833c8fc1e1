import { MAX_TEMPLATE_BODY } from '#shared/domain/template.ts'
import { mergeText } from '../cases/merge-text.ts'

export type Merged<Content> = { clean: boolean; content: Content }

export type MergeRules<Content> = {
  fields: readonly (keyof Content)[]
  /** Of these, changes of different lines go together. */
  texts?: readonly (keyof Content)[]
  /** Nothing to ask anybody about: the last one wins. */
  lastWins?: readonly (keyof Content)[]
}

/**
 * Mine over theirs, both made of `base`: what only one of them changed is as that one has it. Not clean: both changed the
 * same; `content` holds mine there.
 */
export function mergeContent<Content extends object>(
  base: Content,
  mine: Content,
  theirs: Content,
  { fields, texts = [], lastWins = [] }: MergeRules<Content>,
): Merged<Content> {
  const content: Content = { ...mine }
  let clean = true
  for (const field of fields) {
    if (mine[field] === base[field] || mine[field] === theirs[field]) content[field] = theirs[field]
    else if (theirs[field] !== base[field] && !lastWins.includes(field)) {
      const text = texts.includes(field) ? mergedText(base[field], mine[field], theirs[field]) : null
      if (text === null) clean = false
      else Object.assign(content, { [field]: text })
    }
  }
  return { clean, content }
}

function mergedText(...[base, mine, theirs]: [unknown, unknown, unknown]): string | null {
  const merged = mergeText(String(base), String(mine), String(theirs), '\n')
  return merged.clean && merged.text.length <= MAX_TEMPLATE_BODY ? merged.text : null
}
