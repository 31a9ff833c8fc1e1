import { Button, Modal } from '@mantine/core'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/domain/case.ts'
import { bodyFor } from '#shared/domain/template.ts'
import type { TemplateValues } from '#shared/domain/template-placeholders.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import palette from '../../app/keys/palette.module.css'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './insertion.module.css'
import { RenderedText } from './rendered-text.tsx'
import { TemplateLine } from './template-line.tsx'
import { matchingTemplates } from './templates.ts'

const LIST_ID = 'template-picker-list'

type Props = {
  templates: readonly TemplateView[]
  values: TemplateValues | null
  language: Language
  onChoose: (template: TemplateView) => void
  onClose: () => void
}

/** Finds a template by name or shortcut and shows what it would say in this case. */
export function TemplatePicker({ templates, values, language, onChoose, onClose }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const found = matchingTemplates(templates, text)
  const at = Math.min(active, Math.max(found.length - 1, 0))
  const chosen = found[at]

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && chosen) onChoose(chosen)
    else return
    event.preventDefault()
  }

  const option = (template: TemplateView, index: number) => ({
    id: `template-pick-${index}`,
    className: palette.option,
    role: 'option' as const,
    tabIndex: -1,
    'aria-selected': index === at,
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
    onMouseMove: () => setActive(index),
    onClick: () => onChoose(template),
  })

  return (
    <Modal.Root opened lockScroll={false} onClose={onClose} size={620} yOffset="12vh" padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('templates.picker')}>
        <input
          data-autofocus
          className={palette.input}
          role="combobox"
          aria-expanded
          aria-controls={LIST_ID}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `template-pick-${at}` : undefined}
          aria-label={t('templates.picker')}
          placeholder={t('templates.pickerPlaceholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div id={LIST_ID} ref={box} className={palette.list} role="listbox" aria-label={t('templates.picker')}>
          {found.map((template, index) => (
            <div key={template.id} {...option(template, index)}>
              <TemplateLine template={template} />
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p className={palette.none}>
            {templates.length === 0 ? t('templates.pickerEmpty') : t('templates.noneFound', { text })}
          </p>
        )}
        {chosen && values && (
          <RenderedText className={classes.preview} body={bodyFor(chosen.content, language).body} values={values} />
        )}
        <div className={classes.foot}>
          <span>{t(`language.${language}`)}</span>
          <Button size="compact-xs" variant="subtle" onClick={() => navigation.go('templates')}>
            {t('templates.manage')}
          </Button>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
