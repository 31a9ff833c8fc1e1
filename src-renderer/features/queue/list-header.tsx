import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CASE_SORTS } from '#shared/rpc/models.ts'
import { Hint } from '../../components/hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { useTriage } from '../triage/use-triage.ts'
import { FilterField } from '../views/filter-field.tsx'
import { useListName } from '../views/use-list-name.ts'
import classes from './list-header.module.css'

const DIRECTIONS = ['desc', 'asc'] as const

export function ListHeader() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { list } = useScreen()
  const total = useStore(list.state, (state) => (state.status === 'ready' ? state.window.total : null))
  const name = useListName()

  return (
    <div className={classes.header}>
      <div className={classes.bar}>
        <div className={classes.what}>
          <h1 className={classes.name}>{name}</h1>
          <span className={classes.total}>{total === null ? '' : t('list.count', { count: total })}</span>
        </div>
        <SortMenu />
        <StartTriage name={name} empty={total === 0} />
        <Hint id="app.newCase">
          <ActionIcon aria-label={t('nav.newCase')} onClick={() => navigation.go('new')}>
            <IconPlus size={17} stroke={2} aria-hidden />
          </ActionIcon>
        </Hint>
      </div>
      <FilterField />
    </div>
  )
}

function StartTriage({ name, empty }: { name: string; empty: boolean }) {
  const { t } = useTranslation()
  const triage = useTriage()
  return (
    <Hint id="triage.start">
      <ActionIcon aria-label={t('keys.command.triage.start')} disabled={empty} onClick={() => triage.start(name)}>
        <IconPlayerPlay size={16} stroke={1.9} aria-hidden />
      </ActionIcon>
    </Hint>
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
          <div className={classes.sorts}>
            {CASE_SORTS.map((value) => (
              <Menu.RadioItem key={value} value={value}>
                {t(`list.sortBy.${value}`)}
              </Menu.RadioItem>
            ))}
          </div>
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
