import { Button } from '@mantine/core'
import { IconBolt, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MacroView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { useMacros } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from '../templates/templates.module.css'
import { TextsTabs } from '../templates/texts-tabs.tsx'
import { editorKeyOf, NEW_TEXT } from '../texts/edits.ts'
import { MacroEditor } from './macro-editor.tsx'
import { MacroList } from './macro-list.tsx'
import { macroRules } from './macros.ts'

const NO_MACROS: readonly MacroView[] = []

/** What agents do in one step: found, written, shared, deleted. */
export function MacrosPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { macros } = useScreen()
  const state = useStore(macros)
  const { chosenId, edits } = state
  const { data, isError } = useMacros()
  const views = data ?? NO_MACROS
  const own = views.filter(({ content }) => !content.shared)
  const shared = views.filter(({ content }) => content.shared)
  // Begun and not saved yet, or deleted by somebody else while they were edited.
  const begun = data ? Object.entries(edits).filter(([id]) => !views.some((view) => view.id === id)) : []
  const order = [...begun.map(([id]) => id), ...own.map(({ id }) => id), ...shared.map(({ id }) => id)]
  const isThere = chosenId === NEW_TEXT || views.some(({ id }) => id === chosenId) || chosenId! in edits

  const choose = (id: string | null) => macros.setState({ chosenId: id })
  const step = (by: number) => {
    const at = chosenId === null ? -1 : order.indexOf(chosenId)
    const next = order[Math.max(0, Math.min(order.length - 1, at + by))]
    if (next) choose(next)
  }
  useCommand('case.back', () => (chosenId === null ? navigation.go('queue') : choose(null)))
  useCommand('templates.new', () => choose(NEW_TEXT))
  useCommand('list.next', () => step(1))
  useCommand('list.previous', () => step(-1))

  const newOne = (
    <Button
      size="compact-xs"
      leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
      onClick={() => choose(NEW_TEXT)}
    >
      {t('macros.new')}
    </Button>
  )
  return (
    <div className={classes.page}>
      <section className={classes.side} aria-label={t('macros.list')}>
        <header className={classes.sideHead}>
          <TextsTabs page="macros" />
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{t('macros.title')}</h1>
            {newOne}
          </div>
        </header>
        <div className={classes.lists}>
          <MacroList
            title={t('templates.ownGroup')}
            macros={own}
            begun={begun.map(([id, edit]) => ({ id, content: edit?.content ?? macroRules.empty }))}
            chosenId={chosenId}
            onChoose={choose}
          />
          <MacroList title={t('templates.sharedGroup')} macros={shared} chosenId={chosenId} onChoose={choose} />
        </div>
      </section>
      <section className={classes.main} aria-label={t('macros.title')}>
        {isError && !data ? (
          <Empty icon={<IconBolt size={24} stroke={1.6} />} title={t('macros.loadFailed')} alert />
        ) : data && chosenId !== null && isThere ? (
          <MacroEditor
            key={editorKeyOf(state, chosenId)}
            id={chosenId}
            views={views}
            nextId={order[order.indexOf(chosenId) + 1] ?? order[order.indexOf(chosenId) - 1] ?? null}
          />
        ) : (
          data && (
            <Empty
              icon={<IconBolt size={24} stroke={1.6} />}
              title={t(views.length === 0 ? 'macros.emptyTitle' : 'macros.chooseTitle')}
              advice={t('macros.advice')}
            />
          )
        )}
      </section>
    </div>
  )
}
