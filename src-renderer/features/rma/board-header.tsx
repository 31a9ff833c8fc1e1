import { CloseButton, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCommand } from '../../app/keys/use-keys.ts'
import { ButtonKeys, Keys } from '../../components/keys-hint.tsx'
import { useRmaCounters } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { BoardActions } from './board-actions.tsx'
import classes from './rma.module.css'
import { RMA_VIEWS } from './rmas.ts'
import { useRmasQuery } from './use-rmas-query.ts'

const TYPING_MS = 150

/** What the board and the list have in common: how many there are, which of them are shown, and what can be begun. */
export function BoardHeader() {
  const { t } = useTranslation()
  const { rmas } = useScreen()
  const navigation = useNavigation()
  const view = useStore(rmas, (state) => state.view)
  const { query, setQuery } = useRmasQuery()
  const { data: counters } = useRmaCounters()
  const mine = (on: boolean) => setQuery({ mine: on })
  useCommand('case.back', () => navigation.go('queue'))
  useCommand('rma.view', () => rmas.setState({ view: view === 'board' ? 'list' : 'board' }))
  useCommand('rma.mine', () => mine(!query.mine))

  return (
    <header className={classes.header}>
      <h1 className={classes.title}>{t('rma.title')}</h1>
      <p className={classes.counts}>
        {counters && (
          <>
            {t('rma.openCount', { count: counters.open })}
            {counters.overdue > 0 && (
              <>
                {' · '}
                <span className={classes.late}>{t('rma.overdueCount', { count: counters.overdue })}</span>
              </>
            )}
          </>
        )}
      </p>
      <SegmentedControl
        size="xs"
        aria-label={t('rma.view')}
        value={view}
        data={RMA_VIEWS.map((value) => ({ value, label: t(`rma.views.${value}`) }))}
        onChange={(value) => rmas.setState({ view: RMA_VIEWS.find((known) => known === value) ?? 'board' })}
      />
      <TextFilter />
      <Switch
        size="xs"
        label={
          <>
            {t('rma.mine')} <ButtonKeys id="rma.mine" />
          </>
        }
        aria-label={t('rma.mine')}
        checked={query.mine}
        onChange={(event) => mine(event.currentTarget.checked)}
      />
      <span className={classes.space} />
      <div className={classes.actions}>
        <BoardActions />
      </div>
    </header>
  )
}

function TextFilter() {
  const { t } = useTranslation()
  const { query, setQuery } = useRmasQuery()
  const [text, setText] = useState(query.text)
  const field = useRef<HTMLInputElement>(null)
  const narrow = useDebouncedCallback((wanted: string) => setQuery({ text: wanted }), TYPING_MS)
  useCommand('rma.find', () => {
    field.current?.focus()
    field.current?.select()
  })
  function change(next: string) {
    setText(next)
    narrow(next)
  }
  return (
    <TextInput
      ref={field}
      size="xs"
      className={classes.find}
      aria-label={t('rma.find')}
      placeholder={t('rma.find')}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={14} stroke={1.9} aria-hidden />}
      rightSection={
        text ? (
          <CloseButton size="xs" aria-label={t('list.clearFilters')} onClick={() => change('')} />
        ) : (
          <span aria-hidden>
            <Keys id="rma.find" />
          </span>
        )
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        if (text === '') field.current?.blur()
        else change('')
      }}
    />
  )
}
