import { ActionIcon, Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAt, IconBuilding, IconPhone, IconSearch, IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Ref, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactHit } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Hint } from '../../components/hint.tsx'
import page from '../../components/page.module.css'
import { errorWords } from '../../components/problem-words.ts'
import { useAwaitedEnter } from '../../components/use-awaited-enter.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { highlight } from '../search/highlight.ts'
import classes from './new-case.module.css'

const TYPING_MS = 100
const SHOWN = 12

type Props = {
  contact: ContactHit | null
  readOnly: boolean
  error: string | undefined
  inputRef: Ref<HTMLInputElement>
  onChange: (contact: ContactHit | null) => void
}

/** The caller, found as one types: by name, company, phone or e-mail. */
export function ContactPicker({ contact, readOnly, error, inputRef, onChange }: Props) {
  if (contact) return <Chosen hit={contact} readOnly={readOnly} onRemove={() => onChange(null)} />
  return <Search error={error} inputRef={inputRef} onChange={onChange} />
}

export function nameOf({ contact }: ContactHit): string {
  return `${contact.firstName} ${contact.lastName}`
}

function Search({ error, inputRef, onChange }: Omit<Props, 'contact' | 'readOnly'>) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS)
  const combobox = useCombobox()
  const found = useQuery(
    queries.contacts.find.queryOptions({
      input: { text: wanted, limit: SHOWN },
      enabled: wanted.length > 0,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  const hits = text.trim() ? (found.data ?? []) : []
  // The first one found is a key press away, whatever came before it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other people found are the reason
  useEffect(() => {
    if (found.data?.length) combobox.selectFirstOption()
  }, [found.data])
  const settled = found.isSuccess && !found.isPlaceholderData && wanted === text.trim()
  const awaitedEnter = useAwaitedEnter(
    settled || found.isError || text.trim() === '',
    () => hits[0] && onChange(hits[0]),
  )

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const hit = hits.find(({ contact }) => contact.id === id)
        if (hit) onChange(hit)
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={inputRef}
          label={t('newCase.contact')}
          description={t('newCase.contactHint')}
          placeholder={t('newCase.contactPlaceholder')}
          leftSection={<IconSearch size={16} stroke={1.9} aria-hidden />}
          withAsterisk
          required
          error={error}
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
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!text.trim()} data-overlay>
        <Combobox.Options className={classes.options} aria-label={t('newCase.found')}>
          {hits.map((hit) => (
            <Combobox.Option key={hit.contact.id} value={hit.contact.id}>
              <Option hit={hit} text={wanted} />
            </Combobox.Option>
          ))}
          {hits.length === 0 && (
            <Combobox.Empty>
              {found.error
                ? errorWords(found.error, t).title
                : settled
                  ? t('newCase.noContact', { text: wanted })
                  : t('search.searching')}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Option({ hit, text }: { hit: ContactHit; text: string }) {
  const { phone, email } = hit.contact
  return (
    <span className={classes.option}>
      <Avatar name={nameOf(hit)} size={28} />
      <span className={classes.optionText}>
        <span className={classes.optionName}>
          <Marked words={nameOf(hit)} text={text} />
          <span className={page.dim}>
            <Marked words={hit.accountName} text={text} />
          </span>
        </span>
        <span className={page.dim}>
          <Marked words={[phone, email].filter(Boolean).join(' · ')} text={text} />
        </span>
      </span>
    </span>
  )
}

function Marked({ words, text }: { words: string; text: string }) {
  let at = 0
  return (
    <span className={classes.marked}>
      {highlight(words, text).map((part) => {
        const key = at
        at += part.text.length
        return part.hit ? <mark key={key}>{part.text}</mark> : part.text
      })}
    </span>
  )
}

function Chosen({ hit, readOnly, onRemove }: { hit: ContactHit; readOnly: boolean; onRemove: () => void }) {
  const { t } = useTranslation()
  const { phone, email } = hit.contact
  return (
    <section className={classes.chosen} aria-label={t('newCase.contact')}>
      <Avatar name={nameOf(hit)} size={28} />
      <div className={classes.chosenText}>
        <p className={classes.strong}>{nameOf(hit)}</p>
        <ul className={classes.chosenFacts}>
          <li>
            <IconBuilding size={14} stroke={1.8} aria-hidden />
            {hit.accountName}
          </li>
          {phone && (
            <li>
              <IconPhone size={14} stroke={1.8} aria-hidden />
              {phone}
            </li>
          )}
          <li>
            <IconAt size={14} stroke={1.8} aria-hidden />
            {email}
          </li>
        </ul>
      </div>
      <Hint label={t('newCase.otherContact')}>
        <ActionIcon aria-label={t('newCase.otherContact')} disabled={readOnly} onClick={onRemove}>
          <IconX size={16} stroke={2} aria-hidden />
        </ActionIcon>
      </Hint>
    </section>
  )
}
