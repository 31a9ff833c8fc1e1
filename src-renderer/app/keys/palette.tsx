import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactHit, TemplateView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { foldText } from '../../components/fold-text.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { nameOf } from '../../features/customers/customers.ts'
import { SignInChip } from '../../features/customers/sign-in-chip.tsx'
import { Hit } from '../../features/search/hit.tsx'
import { useSearch } from '../../features/search/use-search.ts'
import { TemplateLine } from '../../features/templates/template-line.tsx'
import { matchingTemplates } from '../../features/templates/templates.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useTemplates } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { COMMAND_IDS, type CommandId, specOf } from './commands.ts'
import classes from './palette.module.css'

const HITS_SHOWN = 8
const PEOPLE_SHOWN = 4
const TEMPLATES_SHOWN = 4
const TYPING_MS = 80
const LIST_ID = 'palette-list'

/** Everything by typing: commands that work now, cases and customers. */
export function Palette() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { keys, insertion } = useScreen()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const { hits, searchedFor } = useSearch(text)
  const people = usePeople(text)

  const wanted = foldText(text.trim())
  const commands = COMMAND_IDS.filter(
    (id) => !specOf(id).hidden && keys.isBound(id) && foldText(t(`keys.command.${id}`)).includes(wanted),
  )
  const cases = (hits ?? []).slice(0, HITS_SHOWN)
  const templates = useInsertable(text, keys.isBound('composer.template'))
  // What comes later stands below, so that nothing moves under the marked entry.
  const before = commands.length + templates.length
  const count = before + cases.length + people.length
  const chosen = Math.min(active, Math.max(count - 1, 0))

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  function runCommand(id: CommandId) {
    navigation.show(null)
    // After the palette has given the focus back, so that the command may take it.
    setTimeout(() => keys.run(id), 0)
  }

  function insert(templateId: string) {
    navigation.show(null)
    setTimeout(() => insertion.setState({ templateId }), 0)
  }

  function run(at: number) {
    const command = commands[at]
    if (command) return runCommand(command)
    const template = templates[at - commands.length]
    if (template) return insert(template.id)
    const person = people[at - before]
    if (person) return navigation.openCustomer(person.contact.id)
    const found = cases[at - before - people.length]
    if (found) navigation.openCase(found.id)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(chosen + 1, count - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(chosen - 1, 0))
    else if (event.key === 'Enter') run(chosen)
    else return
    event.preventDefault()
  }

  const option = (at: number) => ({
    id: `palette-${at}`,
    role: 'option' as const,
    tabIndex: -1,
    className: classes.option,
    'aria-selected': at === chosen,
    onMouseDown: (event: React.MouseEvent) => event.preventDefault(),
    onMouseMove: () => setActive(at),
    onClick: () => run(at),
  })

  return (
    <Modal.Root
      opened
      lockScroll={false}
      onClose={() => navigation.hide('palette')}
      size={620}
      yOffset="12vh"
      padding={0}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')}>
        <input
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={LIST_ID}
          aria-autocomplete="list"
          aria-activedescendant={count > 0 ? `palette-${chosen}` : undefined}
          aria-label={t('palette.label')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div id={LIST_ID} ref={box} className={classes.list} role="listbox" aria-label={t('palette.label')}>
          {commands.length > 0 && (
            // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
            <div role="group" aria-label={t('palette.commands')}>
              <div className={classes.group} aria-hidden>
                {t('palette.commands')}
              </div>
              {commands.map((id, at) => (
                <div key={id} {...option(at)}>
                  <span className={classes.command}>
                    <IconChevronRight size={14} stroke={2} aria-hidden />
                    <span className={classes.name}>{t(`keys.command.${id}`)}</span>
                    <Keys id={id} />
                  </span>
                </div>
              ))}
            </div>
          )}
          {templates.length > 0 && (
            // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
            <div role="group" aria-label={t('palette.templates')}>
              <div className={classes.group} aria-hidden>
                {t('palette.templates')}
              </div>
              {templates.map((template, at) => (
                <div key={template.id} {...option(commands.length + at)}>
                  <TemplateLine template={template} />
                </div>
              ))}
            </div>
          )}
          {people.length > 0 && (
            // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
            <div role="group" aria-label={t('palette.customers')}>
              <div className={classes.group} aria-hidden>
                {t('palette.customers')}
              </div>
              {people.map(({ contact, accountName }, at) => (
                <div key={contact.id} {...option(before + at)}>
                  <span className={classes.person}>
                    <Avatar name={nameOf(contact)} size={22} />
                    <span className={classes.name}>
                      {nameOf(contact)} <span className={classes.dim}>{accountName}</span>
                    </span>
                    <SignInChip contact={contact} />
                  </span>
                </div>
              ))}
            </div>
          )}
          {cases.length > 0 && (
            // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
            <div role="group" aria-label={t('palette.cases')}>
              <div className={classes.group} aria-hidden>
                {t('palette.cases')}
              </div>
              {cases.map((hit, at) => (
                <div key={hit.id} {...option(before + people.length + at)}>
                  <Hit hit={hit} text={searchedFor} />
                </div>
              ))}
            </div>
          )}
        </div>
        {count === 0 && text.trim() && <p className={classes.none}>{t('palette.none', { text })}</p>}
      </Modal.Content>
    </Modal.Root>
  )
}

/** Templates that the composer on the screen would take. */
function useInsertable(text: string, hasComposer: boolean): readonly TemplateView[] {
  const { data } = useTemplates()
  if (!hasComposer || !data || text.trim().length < 2) return []
  return matchingTemplates(data, text).slice(0, TEMPLATES_SHOWN)
}

function usePeople(text: string): readonly ContactHit[] {
  const { queries } = useDesk()
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS)
  const { data } = useQuery(
    queries.contacts.find.queryOptions({
      input: { text: wanted, limit: PEOPLE_SHOWN },
      enabled: wanted.length > 1,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  return text.trim().length > 1 ? (data ?? []) : []
}
