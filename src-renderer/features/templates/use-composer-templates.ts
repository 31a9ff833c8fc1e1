import { type ComponentProps, type RefObject, useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { ComposerMode } from '#shared/domain/case.ts'
import { openPlaces, typedShortcut } from '#shared/domain/template.ts'
import type { CaseDetail, TemplateView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { useTypedList } from '../../components/typed-list.tsx'
import { useSettings, useTemplates } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import type { TemplatePicker } from './template-picker.tsx'
import { exactTemplate, offeredTemplates } from './templates.ts'
import { useInsertion } from './use-insertion.ts'

const NO_TEMPLATES: readonly TemplateView[] = []

type Options = {
  detail: CaseDetail
  mode: ComposerMode
  field: RefObject<HTMLTextAreaElement | null>
  body: string
  focused: boolean
  loaded: boolean
}

/** All that templates do in a composer: `;shortcuts`, the list to pick from, and what is left to fill in. */
export function useComposerTemplates({ detail, mode, field, body, focused, loaded }: Options) {
  const { view, insertion } = useScreen()
  const navigation = useNavigation()
  const templates = useTemplates().data ?? NO_TEMPLATES
  const { data: settings } = useSettings()
  const picking = useStore(view, (state) => state.overlay === 'template')
  const own = settings?.language ?? 'sl'
  // Colleagues read a note, the customer a reply.
  const language = mode === 'reply' ? (detail.contact?.language ?? own) : own
  const { insert, values, refresh } = useInsertion({
    caseId: detail.case.id,
    language,
    field,
    near: focused || picking,
  })
  const completion = useTypedList({
    body,
    typedAt: typedShortcut,
    offered: (key) => offeredTemplates(templates, key),
    onChoose: (template, range) => void insert(template, range),
    shy: true,
    exact: (key) => exactTemplate(templates, key),
  })
  const places = useMemo(() => openPlaces(body), [body])

  useCommand('composer.template', () => navigation.show('template'), loaded)

  const wish = useStore(insertion, (state) => state.templateId)
  useEffect(() => {
    const template = wish === null ? undefined : templates.find(({ id }) => id === wish)
    if (wish === null || !loaded) return
    insertion.setState({ templateId: null })
    // Not while React is at work: it would put the field back to its last words first, and its history would be gone.
    if (template) setTimeout(() => void insert(template), 0)
  })

  const picker: ComponentProps<typeof TemplatePicker> | null = picking
    ? {
        templates,
        values,
        language,
        onChoose: ({ id }) => {
          navigation.hide('template')
          // After the dialog has given the focus back.
          setTimeout(() => insertion.setState({ templateId: id }), 0)
        },
        onClose: () => navigation.hide('template'),
      }
    : null

  return {
    completion,
    places,
    picker,
    refresh,
  }
}
