import { type TemplateContent, templateFaults } from '#shared/domain/template.ts'
import type { Placeholder } from '#shared/domain/template-placeholders.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { foldText } from '../../components/fold-text.ts'
import { type EditsState, editRules, NOTHING_CHOSEN } from '../texts/edits.ts'

const EMPTY: TemplateContent = { name: '', shortcut: '', bodySl: '', bodyEn: '', shared: false }
export const templateRules = editRules(EMPTY, templateFaults)

export type TemplatesState = EditsState<TemplateContent> & { text: string }
export const NO_TEMPLATES: TemplatesState = { ...NOTHING_CHOSEN, text: '' }

const OFFERED = 6

/** Those whose name or shortcut holds what was typed, by how well it fits. */
export function matchingTemplates(templates: readonly TemplateView[], text: string): TemplateView[] {
  const wanted = foldText(text.trim().replace(/^;+/, ''))
  return ranked(templates, ({ name, shortcut }) => {
    const [folded, key] = [foldText(name), foldText(shortcut)]
    if (wanted === '') return 3
    if (key === wanted) return 0
    if (key.startsWith(wanted)) return 1
    if (folded.startsWith(wanted)) return 2
    return folded.includes(wanted) || key.includes(wanted) ? 3 : null
  })
}

/** What a typed `;shortcut` may become: exact first, then those that go on, then names of which a word begins so. */
export function offeredTemplates(templates: readonly TemplateView[], key: string): TemplateView[] {
  const wanted = foldText(key)
  return ranked(templates, ({ name, shortcut }) => {
    const known = foldText(shortcut)
    if (known !== '' && known === wanted) return 0
    if (known !== '' && known.startsWith(wanted)) return 1
    return wanted.length > 1 &&
      foldText(name)
        .split(/\s+/)
        .some((word) => word.startsWith(wanted))
      ? 2
      : null
  }).slice(0, OFFERED)
}

/** An agent's own come before those of all where both fit alike. */
function ranked(
  templates: readonly TemplateView[],
  rankOf: (content: TemplateContent) => number | null,
): TemplateView[] {
  return templates
    .flatMap((template) => {
      const rank = rankOf(template.content)
      return rank === null ? [] : [{ template, rank: rank * 2 + (template.content.shared ? 1 : 0) }]
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ template }) => template)
}

/** The one that a shortcut typed to its end means. */
export function exactTemplate(templates: readonly TemplateView[], key: string): TemplateView | undefined {
  const [first] = offeredTemplates(templates, key)
  return key !== '' && first && foldText(first.content.shortcut) === foldText(key) ? first : undefined
}

/** Key of the words for a placeholder. */
export function placeholderKey(placeholder: Placeholder) {
  return `templates.placeholder.${placeholder}` as const
}
