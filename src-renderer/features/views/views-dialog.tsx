import { ActionIcon, Button, Modal, UnstyledButton } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconPencil,
  IconPin,
  IconPinnedFilled,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ViewContent } from '#shared/domain/view.ts'
import type { ViewView } from '#shared/rpc/models.ts'
import { useViews } from '../../rpc/reads.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import { useLanguage } from './use-filter-field.ts'
import { useViewActions } from './use-view-actions.tsx'
import { ViewForm } from './view-form.tsx'
import { ViewIcon } from './view-icon.tsx'
import classes from './views.module.css'
import { contentOfList, filterIn } from './views.ts'

/** All views of the agent: to open, name, colour, pin, put in order, share and delete; or the form of one of them. */
export function ViewsDialog() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { views: store, list } = useScreen()
  const form = useStore(store, (state) => state.form)
  const { data: views = [] } = useViews()
  const change = useChange()
  const closeForm = () => store.setState({ form: null })
  const close = () => {
    closeForm()
    navigation.hide('views')
  }

  async function save(content: ViewContent): Promise<boolean> {
    if (!form) return false
    const { viewId, base } = form
    return change(async (desk) => {
      const saved = await desk.views.save({ viewId, base, content })
      closeForm()
      if (viewId === null || viewId === store.getState().shownId) {
        navigation.goView({ id: saved.viewId, content })
      } else navigation.show('views')
    })
  }

  const name = form?.base?.name
  const title = !form ? t('views.all') : name === undefined ? t('views.new') : t('views.change', { name })
  return (
    <Modal opened onClose={close} title={title} size={620} closeButtonProps={{ 'aria-label': t('app.close') }}>
      {form ? (
        <ViewForm
          key={form.viewId ?? 'new'}
          content={form.content}
          wasShared={form.base?.shared ?? false}
          onSave={save}
          onCancel={form.viewId === null ? close : closeForm}
        />
      ) : (
        <>
          <AllViews views={views} />
          <div className={classes.dialogFoot}>
            <p className={classes.hint}>{t('views.keys')}</p>
            <Button
              variant="default"
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() =>
                store.setState({
                  form: { viewId: null, base: null, content: contentOfList(list.state.getState().query, views) },
                })
              }
            >
              {t('views.new')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  )
}

function AllViews({ views }: { views: readonly ViewView[] }) {
  const { t } = useTranslation()
  const box = useRef<HTMLUListElement>(null)
  // Also when the form that stood here has gone.
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-view]')?.focus(), [])
  if (views.length === 0) return <p className={classes.hint}>{t('views.none')}</p>

  /** Arrows go from view to view; together with Alt they take the view along. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    if (event.altKey) return
    const names = [...(box.current?.querySelectorAll<HTMLElement>('[data-view]') ?? [])]
    const at = names.findIndex((one) => one.closest('li')?.contains(document.activeElement))
    names[Math.max(0, Math.min(names.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
    event.preventDefault()
  }

  return (
    <ul className={classes.views} ref={box} onKeyDown={onKeyDown} aria-label={t('views.all')}>
      {views.map((view, at) => (
        <ViewRow key={view.id} view={view} at={at} views={views} />
      ))}
    </ul>
  )
}

function ViewRow({ view, at, views }: { view: ViewView; at: number; views: readonly ViewView[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigation = useNavigation()
  const { views: store } = useScreen()
  const { togglePinned, move, remove } = useViewActions()
  const { content, conflict } = view
  const { name, pinned, shared, colour } = content
  const up = () => at > 0 && void move(views, at, at - 1)
  const down = () => at < views.length - 1 && void move(views, at, at + 1)
  const edit = () => store.setState({ form: { viewId: view.id, content, base: content } })

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey && event.key === 'ArrowUp') up()
    else if (event.altKey && event.key === 'ArrowDown') down()
    else if (event.key === 'Delete') void remove(view)
    else if (event.key === 'F2') edit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons in it */}
      <div className={classes.view} onKeyDown={onKeyDown}>
        <ViewIcon colour={colour} />
        <UnstyledButton
          className={classes.open}
          data-view={view.id}
          data-autofocus={at === 0 || undefined}
          onClick={() => navigation.goView(view)}
        >
          <span className={classes.viewName}>
            {name}
            <span className={classes.who}>{t(shared ? 'views.isShared' : 'views.isMine')}</span>
          </span>
          <span className={classes.viewFilter}>{filterIn(content.filter, language) || t('views.everything')}</span>
        </UnstyledButton>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('views.pin', { name })}
          aria-pressed={pinned}
          onClick={() => void togglePinned(view)}
        >
          {pinned ? <IconPinnedFilled size={16} aria-hidden /> : <IconPin size={16} stroke={1.8} aria-hidden />}
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('views.up', { name })} disabled={at === 0} onClick={up}>
          <IconArrowUp size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('views.down', { name })}
          disabled={at === views.length - 1}
          onClick={down}
        >
          <IconArrowDown size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('views.edit', { name })} onClick={edit}>
          <IconPencil size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('views.remove', { name })}
          onClick={() => void remove(view)}
        >
          <IconTrash size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </div>
      {conflict && (
        <ConflictCard
          opId={conflict.opId}
          conflict={conflict.conflict}
          changedByName={conflict.changedByName}
          subject={name}
          keys={false}
        />
      )}
    </li>
  )
}
