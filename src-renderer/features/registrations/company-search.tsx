import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/portal-api/rows.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useAwaitedEnter } from '../../components/use-awaited-enter.ts'
import { useDesk } from '../../rpc/desk.tsx'
import classes from './registrations.module.css'

const TYPING_MS = 120
const SHOWN = 10

/** Another company than those that the tax number found. */
export function CompanySearch({ onChoose }: { onChoose: (account: AccountRow) => void }) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS)
  const combobox = useCombobox()
  const found = useQuery(
    queries.accounts.find.queryOptions({
      input: { text: wanted, limit: SHOWN },
      enabled: wanted.length > 0,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  const accounts = text.trim() ? (found.data ?? []) : []
  // biome-ignore lint/correctness/useExhaustiveDependencies: other companies found are the reason
  useEffect(() => {
    if (found.data?.length) combobox.selectFirstOption()
  }, [found.data])
  const settled = found.isSuccess && !found.isPlaceholderData && wanted === text.trim()
  const awaitedEnter = useAwaitedEnter(settled || found.isError || text.trim() === '', () => choose(accounts[0]))

  function choose(account: AccountRow | undefined) {
    if (!account) return
    onChoose(account)
    setText('')
    combobox.closeDropdown()
  }

  return (
    <Combobox
      store={combobox}
      position="top-start"
      onOptionSubmit={(id) => choose(accounts.find((known) => known.id === id))}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          aria-label={t('registrations.findCompany')}
          placeholder={t('registrations.findCompany')}
          leftSection={<IconSearch size={15} stroke={1.9} aria-hidden />}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onFocus={() => text && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          {...awaitedEnter}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || text === '') return
            event.preventDefault()
            setText('')
            combobox.closeDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!text.trim()} data-overlay>
        <Combobox.Options className={classes.options} aria-label={t('registrations.foundCompanies')}>
          {accounts.map(({ id, name, taxNumber, city, country }) => (
            <Combobox.Option key={id} value={id}>
              <span className={classes.foundCompany}>
                <span className={classes.strong}>{name}</span>
                <span className={classes.dim}>{[taxNumber, city ?? country].filter(Boolean).join(' · ')}</span>
              </span>
            </Combobox.Option>
          ))}
          {accounts.length === 0 && (
            <Combobox.Empty>
              {found.error
                ? errorWords(found.error, t).title
                : settled
                  ? t('registrations.noCompany', { text: wanted })
                  : t('search.searching')}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
