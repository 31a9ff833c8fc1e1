import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconSearch, IconTemplate } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TemplateView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { useTemplates } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { editorKeyOf, NEW_TEXT } from '../texts/edits.ts'
import { TemplateEditor } from './template-editor.tsx'
import { TemplateList } from './template-list.tsx'
import classes from './templates.module.css'
import { matchingTemplates, templateRules } from './templates.ts'
import { TextsTabs } from './texts-tabs.tsx'

const NO_TEMPLATES: readonly TemplateView[] = []

/** The texts that agents insert: found, written, shared, deleted. */
export function TemplatesPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { templates } = useScreen()
  const state = useStore(templates)
  const { chosenId, text, edits } = state
  const { data, isError } = useTemplates()
  const search = useRef<HTMLInputElement>(null)
  const views = data ?? NO_TEMPLATES
  const found = text.trim() === '' ? views : matchingTemplates(views, text)
  const own = found.filter(({ content }) => !content.shared)
  const shared = found.filter(({ content }) => content.shared)
  // Begun and not saved yet, or deleted by somebody else while they were edited.
  const begun = data ? Object.entries(edits).filter(([id]) => !views.some((view) => view.id === id)) : []
  const order = [...begun.map(([id]) => id), ...own.map(({ id }) => id), ...shared.map(({ id }) => id)]
  const isThere = chosenId === NEW_TEXT || views.some(({ id }) => id === chosenId) || chosenId! in edits

  const choose = (id: string | null) => templates.setState({ chosenId: id })
  const step = (by: number) => {
    const at = chosenId === null ? -1 : order.indexOf(chosenId)
    const next = order[Math.max(0, Math.min(order.length - 1, at + by))]
    if (next) choose(next)
  }
  useCommand('case.back', () => (chosenId === null ? navigation.go('queue') : choose(null)))
  useCommand('templates.new', () => choose(NEW_TEXT))
  useCommand('templates.find', () => {
    search.current?.focus()
    search.current?.select()
  })
  useCommand('list.next', () => step(1))
  useCommand('list.previous', () => step(-1))

  return (
    <div className={classes.page}>
      <section className={classes.side} aria-label={t('templates.list')}>
        <header className={classes.sideHead}>
          <TextsTabs page="templates" />
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{t('templates.title')}</h1>
            <Button
              size="compact-xs"
              leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
              onClick={() => choose(NEW_TEXT)}
            >
              {t('templates.new')}
            </Button>
          </div>
          <TextInput
            ref={search}
            size="xs"
            type="search"
            aria-label={t('templates.search')}
            placeholder={t('templates.search')}
            leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
            value={text}
            onChange={(event) => templates.setState({ text: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
              event.preventDefault()
              const first = order[0]
              if (first) choose(first)
            }}
          />
        </header>
        <div className={classes.lists}>
          <TemplateList
            title={t('templates.ownGroup')}
            templates={own}
            begun={begun.map(([id, edit]) => ({ id, content: edit?.content ?? templateRules.empty }))}
            chosenId={chosenId}
            onChoose={choose}
          />
          <TemplateList title={t('templates.sharedGroup')} templates={shared} chosenId={chosenId} onChoose={choose} />
          {data && order.length === 0 && text.trim() !== '' && (
            <p className={classes.none}>{t('templates.noneFound', { text })}</p>
          )}
        </div>
      </section>
      <section className={classes.main} aria-label={t('templates.title')}>
        {isError && !data ? (
          <Empty icon={<IconTemplate size={24} stroke={1.6} />} title={t('templates.loadFailed')} alert />
        ) : data && chosenId !== null && isThere ? (
          <TemplateEditor
            key={editorKeyOf(state, chosenId)}
            id={chosenId}
            views={views}
            nextId={order[order.indexOf(chosenId) + 1] ?? order[order.indexOf(chosenId) - 1] ?? null}
          />
        ) : (
          data && (
            <Empty
              icon={<IconTemplate size={24} stroke={1.6} />}
              title={t(views.length === 0 ? 'templates.emptyTitle' : 'templates.chooseTitle')}
              advice={t(views.length === 0 ? 'templates.emptyAdvice' : 'templates.chooseAdvice')}
            >
              <Button
                leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
                variant={views.length === 0 ? 'filled' : 'default'}
                onClick={() => choose(NEW_TEXT)}
              >
                {t('templates.new')}
              </Button>
            </Empty>
          )
        )}
      </section>
    </div>
  )
}
