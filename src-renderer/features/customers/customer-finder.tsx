import { CloseButton, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ContactHit } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Avatar } from '../../components/avatar.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useAwaitedEnter } from '../../components/use-awaited-enter.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { highlight } from '../search/highlight.ts'
import classes from './customers.module.css'
import { nameOf } from './customers.ts'
import { SignInChip } from './sign-in-chip.tsx'

const TYPING_MS = 100
const SHOWN = 50

/** Finds people by name, company, e-mail or phone; before that, the cards that were open lately. */
export function CustomerFinder({ chosenId }: { chosenId: string | null }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { customers } = useScreen()
  const { queries } = useDesk()
  const text = useStore(customers, (state) => state.text)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS)
  const found = useQuery(
    queries.contacts.find.queryOptions({
      input: { text: wanted, limit: SHOWN },
      enabled: wanted.length > 0,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  const recent = useRecent()
  const searching = text.trim() !== ''
  const hits = searching ? (found.data ?? []) : recent
  const settled = found.isSuccess && !found.isPlaceholderData && wanted === text.trim()
  const setText = (next: string) => customers.setState({ text: next })
  const at = hits.findIndex(({ contact }) => contact.id === chosenId)

  useCommand('customer.find', () => {
    input.current?.focus()
    input.current?.select()
  })
  const step = (delta: number) => {
    const next = hits[Math.max(0, Math.min(hits.length - 1, at + delta))]
    if (next) navigation.openCustomer(next.contact.id)
  }
  useCommand('list.next', () => step(1), searching)
  useCommand('list.previous', () => step(-1), searching)
  useEffect(() => {
    if (chosenId === null) input.current?.focus()
  }, [chosenId])

  const reachFirst = () => list.current?.querySelector('button')?.focus()
  function openFirst() {
    reachFirst()
    if (hits[0]) navigation.openCustomer(hits[0].contact.id)
  }
  const awaitedEnter = useAwaitedEnter(!searching || settled || found.isError, openFirst)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') openFirst()
    else if (event.key === 'ArrowDown') reachFirst()
    else if (event.key === 'Escape' && text !== '') setText('')
    else return
    event.preventDefault()
  }
  function onListKeyDown(event: KeyboardEvent) {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const focused = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (event.key === 'ArrowDown') buttons[Math.min(focused + 1, buttons.length - 1)]?.focus()
    else if (event.key === 'ArrowUp' && focused === 0) input.current?.focus()
    else if (event.key === 'ArrowUp') buttons[focused - 1]?.focus()
    else return
    event.preventDefault()
  }

  return (
    <>
      <header className={classes.sideHead}>
        <h1 className={classes.title}>{t('customers.title')}</h1>
        <TextInput
          ref={input}
          aria-label={t('customers.find')}
          placeholder={t('customers.find')}
          leftSection={<IconSearch size={15} stroke={1.9} aria-hidden />}
          rightSection={text && <CloseButton size="sm" aria-label={t('customers.clear')} onClick={() => setText('')} />}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          {...awaitedEnter}
        />
      </header>
      <p className={classes.count} role="status">
        {!searching
          ? recent.length > 0 && t('customers.recent')
          : found.error
            ? errorWords(found.error, t).title
            : !settled
              ? t('search.searching')
              : hits.length === 0
                ? t('customers.notFound', { text: wanted })
                : t('customers.found', { count: hits.length })}
      </p>
      <ul ref={list} className={classes.hits} onKeyDown={onListKeyDown}>
        {hits.map((hit) => (
          <li key={hit.contact.id}>
            <Hit hit={hit} text={searching ? wanted : ''} chosen={hit.contact.id === chosenId} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** The cards that were opened in this window, as they are now. */
function useRecent(): ContactHit[] {
  const { queries } = useDesk()
  const { customers } = useScreen()
  const recent = useStore(customers, (state) => state.recent)
  const cards = useQueries({
    queries: recent.map((contactId) => queries.customers.card.queryOptions({ input: { contactId } })),
  })
  return cards.flatMap(({ data }) => (data ? [{ contact: data.contact, accountName: data.account?.name ?? '' }] : []))
}

function Hit({ hit, text, chosen }: { hit: ContactHit; text: string; chosen: boolean }) {
  const navigation = useNavigation()
  const { contact, accountName } = hit
  return (
    <UnstyledButton
      className={classes.hit}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => navigation.openCustomer(contact.id)}
    >
      <Avatar name={nameOf(contact)} size={28} />
      <span className={classes.hitText}>
        <span className={classes.hitName}>
          <Marked words={nameOf(contact)} text={text} />
        </span>
        <span className={classes.dim}>
          <Marked words={accountName} text={text} />
        </span>
      </span>
      {contact.signIn !== 'active' && <SignInChip contact={contact} />}
    </UnstyledButton>
  )
}

function Marked({ words, text }: { words: string; text: string }) {
  let at = 0
  return highlight(words, text).map((part) => {
    const key = at
    at += part.text.length
    return part.hit ? <mark key={key}>{part.text}</mark> : part.text
  })
}
