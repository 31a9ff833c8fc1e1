import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconClockUp, IconPencil } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TemplateContent } from '#shared/domain/template.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { useScreen } from '../../stores/screen.ts'
import line from './insertion.module.css'
import classes from './templates.module.css'

type Begun = { id: string; content: TemplateContent }
type Props = {
  title: string
  templates: readonly TemplateView[]
  /** Not saved yet. */
  begun?: readonly Begun[]
  chosenId: string | null
  onChoose: (id: string) => void
}

export function TemplateList({ title, templates, begun = [], chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const heading = useId()
  const { templates: state } = useScreen()
  const edits = useStore(state, ({ edits }) => edits)
  const list = useRef<HTMLUListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosenId])
  if (templates.length + begun.length === 0) return null
  return (
    <>
      <h2 id={heading} className={classes.group}>
        {title}
      </h2>
      <ul ref={list} className={classes.list} aria-labelledby={heading}>
        {begun.map(({ id, content }) => (
          <li key={id}>
            <Entry id={id} content={content} chosen={id === chosenId} onChoose={onChoose}>
              <IconPencil size={14} stroke={1.8} role="img" aria-label={t('templates.unsaved')} />
            </Entry>
          </li>
        ))}
        {templates.map(({ id, content, pending, conflict }) => (
          <li key={id}>
            <Entry id={id} content={edits[id]?.content ?? content} chosen={id === chosenId} onChoose={onChoose}>
              {conflict && (
                <IconAlertTriangle
                  className={classes.conflict}
                  size={14}
                  stroke={2}
                  role="img"
                  aria-label={t('operations.state.conflict')}
                />
              )}
              {pending && <IconClockUp size={14} stroke={1.8} role="img" aria-label={t('templates.pending')} />}
              {edits[id] && <IconPencil size={14} stroke={1.8} role="img" aria-label={t('templates.unsaved')} />}
            </Entry>
          </li>
        ))}
      </ul>
    </>
  )
}

type EntryProps = {
  id: string
  content: TemplateContent
  chosen: boolean
  onChoose: (id: string) => void
  children: React.ReactNode
}

function Entry({ id, content, chosen, onChoose, children }: EntryProps) {
  const { t } = useTranslation()
  return (
    <UnstyledButton className={classes.entry} aria-current={chosen || undefined} onClick={() => onChoose(id)}>
      <span className={line.name}>{content.name.trim() || t('templates.untitled')}</span>
      {children}
      {content.shortcut && <kbd className={line.shortcut}>;{content.shortcut}</kbd>}
    </UnstyledButton>
  )
}
