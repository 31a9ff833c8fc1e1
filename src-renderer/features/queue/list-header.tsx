import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconFilter, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CASE_SORTS } from '#shared/rpc/models.ts'
import { Hint } from '../../components/hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { FilterBar } from './filter-bar.tsx'
import { filtersOn } from './filters.ts'
import classes from './list-header.module.css'

const DIRECTIONS = ['desc', 'asc'] as const

export function ListHeader() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { list } = useScreen()
  const query = useStore(list.state, (state) => state.query)
  const total = useStore(list.state, (state) => (state.status === 'ready' ? state.window.total : null))
  const active = filtersOn(query)
  const [opened, setOpened] = useState(false)
  const shown = opened || active > 0

  return (
    <div className={classes.header}>
      <div className={classes.bar}>
        <div className={classes.what}>
          <h1 className={classes.name}>{t(`queue.name.${query.queue}`)}</h1>
          <span className={classes.total}>{total === null ? '' : t('list.count', { count: total })}</span>
        </div>
        <SortMenu />
        <Hint id="app.newCase">
          <ActionIcon aria-label={t('nav.newCase')} onClick={() => navigation.go('new')}>
            <IconPlus size={17} stroke={2} aria-hidden />
          </ActionIcon>
        </Hint>
        <Hint
          label={active > 0 ? `${t('list.filters')}: ${t('list.filtersOn', { count: active })}` : t('list.filters')}
        >
          <ActionIcon
            aria-label={t('list.filters')}
            aria-expanded={shown}
            variant={active > 0 ? 'light' : 'subtle'}
            color={active > 0 ? 'spica' : 'gray'}
            onClick={() => setOpened(!shown)}
          >
            <IconFilter size={16} stroke={1.8} aria-hidden />
          </ActionIcon>
        </Hint>
      </div>
      {shown && <FilterBar query={query} autoFocus={opened && active === 0} />}
    </div>
  )
}

function SortMenu() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { list } = useScreen()
  const { sort, direction } = useStore(list.state, (state) => state.query)
  const Arrow = direction === 'desc' ? IconArrowDown : IconArrowUp
  const name = t(`list.sortBy.${sort}`)

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton
          className={classes.sort}
          aria-label={t('list.sortedBy', { sort: name, direction: t(`list.direction.${direction}`) })}
        >
          {name}
          <Arrow size={14} stroke={2} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={sort}
          onChange={(value) => navigation.setQuery({ sort: CASE_SORTS.find((known) => known === value) })}
        >
          <Menu.Label>{t('list.sort')}</Menu.Label>
          {CASE_SORTS.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`list.sortBy.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.RadioGroup
          value={direction}
          onChange={(value) => navigation.setQuery({ direction: DIRECTIONS.find((known) => known === value) })}
        >
          {DIRECTIONS.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`list.direction.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
