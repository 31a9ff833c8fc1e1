import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { TemplateContent } from '#shared/domain/template.ts'
import { templateContent } from '#shared/portal-api/rows.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import {
  exactTemplate,
  matchingTemplates,
  NO_TEMPLATES,
  offeredTemplates,
  type TemplatesState,
  templateRules,
} from '../../../src-renderer/features/templates/templates.ts'
import { createEditKeeper, parseEdits } from '../../../src-renderer/features/texts/edit-keeper.ts'
import { editorKeyOf, NEW_TEXT } from '../../../src-renderer/features/texts/edits.ts'

const { empty, editFaults, isUntouched, withEdit, withSaved } = templateRules

const content = (over: Partial<TemplateContent> = {}): TemplateContent => ({
  name: 'Zahvala',
  shortcut: 'hvala',
  bodySl: 'Hvala.',
  bodyEn: '',
  shared: true,
  ...over,
})
const view = (id: string, over: Partial<TemplateContent> = {}): TemplateView => ({
  id,
  content: content(over),
  modifiedByName: null,
  modifiedAt: 0,
  pending: false,
  conflict: null,
})
const ALL = [
  view('a', { name: 'Prevzem zahtevka', shortcut: 'prevzem' }),
  view('b', { name: 'Predaja kolegu', shortcut: 'predaja' }),
  view('c', { name: 'Rešeno', shortcut: 'reseno' }),
  view('d', { name: 'Moja predaja', shortcut: 'pre', shared: false }),
  view('e', { name: 'Brez bližnjice prevzema', shortcut: '' }),
]
const ids = (found: readonly TemplateView[]) => found.map(({ id }) => id).join('')

const atOnce = (task: () => void) => {
  task()
  return () => {}
}

describe('finding templates', () => {
  it('offers exact shortcuts first, then those that go on, then words of names', () => {
    expect(ids(offeredTemplates(ALL, 'pre'))).toBe('dabe')
    expect(ids(offeredTemplates(ALL, 'reš'))).toBe('c')
    expect(ids(offeredTemplates(ALL, 'kol'))).toBe('b')
    expect(ids(offeredTemplates(ALL, 'x'))).toBe('')
    expect(ids(offeredTemplates(ALL, ''))).toBe('dabc')
    expect(
      offeredTemplates(
        Array.from({ length: 20 }, (_, at) => view(`${at}`, { shortcut: `a${at}` })),
        'a',
      ),
    ).toHaveLength(6)
  })

  it('means one by a shortcut to its end; an own one before a shared one', () => {
    const twice = [view('s', { shortcut: 'hvala' }), view('o', { shortcut: 'hvala', shared: false })]
    expect(exactTemplate(twice, 'hvala')?.id).toBe('o')
    expect(exactTemplate(twice, 'hval')).toBeUndefined()
    expect(exactTemplate(twice, '')).toBeUndefined()
  })

  it('finds by any part of the name or shortcut, whatever the marks', () => {
    expect(ids(matchingTemplates(ALL, ';RESENO'))).toBe('c')
    expect(ids(matchingTemplates(ALL, 'predaja'))).toBe('bd')
    expect(matchingTemplates(ALL, '')).toHaveLength(5)
  })
})

describe('what is being edited', () => {
  it('is faulty with a shortcut that another has, unless it had it before', () => {
    const edit = { content: content({ shortcut: ';Prevzem' }), base: content() }
    expect(editFaults(edit, ALL)).toEqual(['shortcut_taken'])
    expect(editFaults({ ...edit, base: content({ shortcut: 'prevzem' }) }, ALL)).toEqual([])
    expect(editFaults({ content: empty, base: null }, ALL)).toEqual(['name_empty', 'body_empty'])
  })

  it('is forgotten when it is as it was', () => {
    expect(isUntouched({ content: content(), base: content() })).toBe(true)
    expect(isUntouched({ content: content(), base: content({ shared: false }) })).toBe(false)
    expect(isUntouched({ content: { ...empty, shared: true }, base: null })).toBe(true)
    expect(isUntouched({ content: { ...empty, name: 'a' }, base: null })).toBe(false)
    const changed = withEdit(NO_TEMPLATES, 'a', { content: content({ name: 'b' }), base: content() })
    expect(Object.keys(changed.edits)).toEqual(['a'])
    expect(withEdit(changed, 'a', { content: content(), base: content() }).edits).toEqual({})
  })

  it('goes on as a change of what was saved, when something was typed meanwhile', () => {
    const sent = content({ name: ' Nova ' })
    const saved = { id: 'x', content: content({ name: 'Nova' }) }
    const begun = (now: TemplateContent) => ({
      ...NO_TEMPLATES,
      chosenId: NEW_TEXT,
      edits: { [NEW_TEXT]: { content: now, base: null }, b: { content: sent, base: saved.content } },
    })
    const done = withSaved(begun(sent), NEW_TEXT, sent, saved)
    expect(done.chosenId).toBe('x')
    expect(Object.keys(done.edits)).toEqual(['b'])
    const more = content({ name: 'Nova in še' })
    const goesOn = withSaved(begun(more), NEW_TEXT, sent, saved)
    expect(goesOn.edits.x).toEqual({ content: more, base: saved.content })
    expect(goesOn.edits[NEW_TEXT]).toBeUndefined()
    // Discarded meanwhile, and something else chosen.
    const left = withSaved({ ...NO_TEMPLATES, chosenId: 'b' }, NEW_TEXT, sent, saved)
    expect([left.chosenId, left.edits]).toEqual(['b', {}])
  })

  it('keeps its editor when a new one gets its id, and the next new one has another', () => {
    const saveAs = (state: TemplatesState, id: string) => ({
      ...state,
      ...withSaved(state, NEW_TEXT, empty, { id, content: content() }),
    })
    const first = saveAs(NO_TEMPLATES, 'x')
    expect(editorKeyOf(first, 'x')).toBe(editorKeyOf(NO_TEMPLATES, NEW_TEXT))
    const second = saveAs(first, 'y')
    expect(editorKeyOf(second, 'y')).toBe(editorKeyOf(first, NEW_TEXT))
    const keys = ['x', 'y', 'z', NEW_TEXT].map((id) => editorKeyOf(second, id))
    expect(new Set(keys).size).toBe(4)
  })

  it('is kept as it is typed and brought back; what makes no sense is left out', async () => {
    const saved: (string | null)[] = []
    const store = createStore<TemplatesState>(() => NO_TEMPLATES)
    const deps = { load: async () => null, save: async (entry: string | null) => void saved.push(entry) }
    await createEditKeeper({ ...deps, schedule: atOnce }, store, templateContent).restore()
    const edit = { content: content({ name: 'Nova' }), base: null }
    store.setState((state) => withEdit(state, NEW_TEXT, edit))
    await Promise.resolve()
    expect(parseEdits(saved[0] ?? '', templateContent)).toEqual({ [NEW_TEXT]: edit })
    expect(parseEdits('{"a":{"content":{"name":1},"base":null},"b":3}', templateContent)).toEqual({})
    expect(parseEdits('no json', templateContent)).toEqual({})

    const other = createStore<TemplatesState>(() => NO_TEMPLATES)
    await createEditKeeper(
      { ...deps, load: async () => saved[0]!, schedule: () => () => {} },
      other,
      templateContent,
    ).restore()
    expect(other.getState().edits).toEqual({ [NEW_TEXT]: edit })
  })
})
