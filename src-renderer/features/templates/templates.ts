import { type TemplateContent, type TemplateFault, templateFaults, tidyShortcut } from '#shared/domain/template.ts'
import type { Placeholder } from '#shared/domain/template-placeholders.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { foldText } from '../../components/fold-text.ts'

/** In place of an id: a template that is not saved yet. */
export const NEW_TEMPLATE = 'new'
export const EMPTY_CONTENT: TemplateContent = { name: '', shortcut: '', bodySl: '', bodyEn: '', shared: false }

/** What an agent is making of a template; `base` is what they saw when they began, null for a new one. */
export type TemplateEdit = { content: TemplateContent; base: TemplateContent | null }
export type TemplatesState = {
  /** An id, or `NEW_TEMPLATE`. */
  chosenId: string | null
  text: string
  /** Unsaved, by id; they wait while something else is looked at. */
  edits: Readonly<Record<string, TemplateEdit | undefined>>
}
export const NO_TEMPLATES: TemplatesState = { chosenId: null, text: '', edits: {} }

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

export type EditFault = TemplateFault | 'shortcut_taken'

/** `others`: all but the edited one. A shortcut that it had before may stay although another has it, too. */
export function editFaults({ content, base }: TemplateEdit, others: readonly TemplateView[]): EditFault[] {
  const shortcut = tidyShortcut(content.shortcut)
  const faults: EditFault[] = templateFaults({ ...content, shortcut })
  if (shortcut !== '' && shortcut !== base?.shortcut && ownerOfShortcut(shortcut, others)) faults.push('shortcut_taken')
  return faults
}

export function ownerOfShortcut(shortcut: string, others: readonly TemplateView[]): TemplateView | undefined {
  return others.find(({ content }) => content.shortcut === tidyShortcut(shortcut))
}

export function isSameContent(one: TemplateContent, other: TemplateContent): boolean {
  return (Object.keys(EMPTY_CONTENT) as (keyof TemplateContent)[]).every((field) => one[field] === other[field])
}

/** Nothing that would be a loss to forget. */
export function isUntouched({ content, base }: TemplateEdit): boolean {
  return isSameContent(content, base ?? { ...EMPTY_CONTENT, shared: content.shared })
}

export function withEdit(state: TemplatesState, id: string, edit: TemplateEdit | null): TemplatesState {
  const { [id]: _, ...rest } = state.edits
  return { ...state, edits: edit === null || isUntouched(edit) ? rest : { ...rest, [id]: edit } }
}

/** Key of the words for a placeholder. */
export function placeholderKey(placeholder: Placeholder) {
  return `templates.placeholder.${placeholder}` as const
}
