import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconClockUp, IconPencil } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MacroContent } from '#shared/domain/macro.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { useScreen } from '../../stores/screen.ts'
import line from '../templates/insertion.module.css'
import classes from '../templates/templates.module.css'

type Props = {
  title: string
  macros: readonly MacroView[]
  /** Not saved yet. */
  begun?: readonly { id: string; content: MacroContent }[]
  chosenId: string | null
  onChoose: (id: string) => void
}

export function MacroList({ title, macros, begun = [], chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const heading = useId()
  const { macros: state } = useScreen()
  const edits = useStore(state, ({ edits }) => edits)
  if (macros.length + begun.length === 0) return null
  const entry = (id: string, content: MacroContent, signs: React.ReactNode) => (
    <li key={id}>
      <UnstyledButton
        className={classes.entry}
        aria-current={id === chosenId || undefined}
        onClick={() => onChoose(id)}
      >
        <span className={line.line}>
          <span className={line.name}>{content.name.trim() || t('macros.untitled')}</span>
          {signs}
          {content.shortcut && <kbd className={line.shortcut}>;{content.shortcut}</kbd>}
        </span>
      </UnstyledButton>
    </li>
  )
  const pencil = <IconPencil size={14} stroke={1.8} role="img" aria-label={t('templates.unsaved')} />
  return (
    <>
      <h2 id={heading} className={classes.group}>
        {title}
      </h2>
      <ul className={classes.list} aria-labelledby={heading}>
        {begun.map(({ id, content }) => entry(id, content, pencil))}
        {macros.map(({ id, content, pending, conflict }) =>
          entry(
            id,
            edits[id]?.content ?? content,
            <>
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
              {edits[id] && pencil}
            </>,
          ),
        )}
      </ul>
    </>
  )
}
