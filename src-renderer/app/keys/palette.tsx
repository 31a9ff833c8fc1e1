import { Modal } from '@mantine/core'
import {
  IconAddressBook,
  IconBolt,
  IconChevronRight,
  IconCommand,
  IconDeviceDesktop,
  IconLayoutList,
  IconTemplate,
  IconTicket,
  IconTool,
} from '@tabler/icons-react'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroView, TemplateView, ViewView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { foldText } from '../../components/fold-text.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { nameOf } from '../../features/customers/customers.ts'
import { SignInChip } from '../../features/customers/sign-in-chip.tsx'
import { matchingMacros } from '../../features/macros/macros.ts'
import { RmaHit } from '../../features/rma/rma-hit.tsx'
import { Hit } from '../../features/search/hit.tsx'
import insertion from '../../features/templates/insertion.module.css'
import { TemplateLine } from '../../features/templates/template-line.tsx'
import { matchingTemplates } from '../../features/templates/templates.ts'
import { useMacros, useTemplates, useViews } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { COMMAND_IDS, type CommandId, specOf } from './commands.ts'
import classes from './palette.module.css'
import { usePaletteHits } from './use-palette-hits.ts'

const TEMPLATES_SHOWN = 4
const LIST_ID = 'palette-list'

type Option = { key: string; content: ReactNode; run: () => void }
type Group = {
  name: 'commands' | 'macros' | 'views' | 'templates' | 'customers' | 'cases' | 'devices' | 'rmas'
  Icon: typeof IconTicket
  options: Option[]
}

/** Groups that no answer is waited for; they stand first. */
const IS_HERE: ReadonlySet<Group['name']> = new Set(['commands', 'macros', 'views', 'templates'])

/** Everything by typing: commands that work now, templates for the composer, cases, customers and devices. */
export function Palette() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [entered, setEntered] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const { groups, stale } = useGroups(text)
  const filled = groups.filter(({ options }) => options.length > 0)
  const all = filled.flatMap(({ options }) => options)
  const chosen = Math.min(active, Math.max(all.length - 1, 0))
  const ready = filled.filter(({ name }) => IS_HERE.has(name)).reduce((count, { options }) => count + options.length, 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  // Enter before the answer to the newest words: it opens what they find, never what older ones found.
  useEffect(() => {
    if (!entered || stale) return
    setEntered(false)
    all[chosen]?.run()
  }, [entered, stale, all, chosen])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(chosen + 1, all.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(chosen - 1, 0))
    else if (event.key === 'Enter') {
      if (chosen < ready) all[chosen]?.run()
      else setEntered(true)
    } else return
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
    onClick: () => all[at]?.run(),
  })

  let from = 0
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
          ref={borrowFocus}
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={LIST_ID}
          aria-autocomplete="list"
          aria-activedescendant={all.length > 0 ? `palette-${chosen}` : undefined}
          aria-label={t('palette.label')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
            setEntered(false)
          }}
          onKeyDown={onKeyDown}
        />
        <div
          id={LIST_ID}
          ref={box}
          className={classes.list}
          role="listbox"
          aria-label={t('palette.label')}
          aria-busy={stale}
        >
          {filled.map(({ name, Icon, options }) => {
            const first = from
            from += options.length
            return (
              // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
              <div key={name} role="group" aria-label={t(`palette.${name}`)}>
                <div className={classes.group} aria-hidden>
                  <Icon size={13} stroke={2} />
                  {t(`palette.${name}`)}
                </div>
                {options.map(({ key, content }, at) => (
                  <div key={key} {...option(first + at)}>
                    {content}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
        {all.length === 0 && text.trim() && !stale && <p className={classes.none}>{t('palette.none', { text })}</p>}
      </Modal.Content>
    </Modal.Root>
  )
}

/** At once, or the first letters would be lost while the dialog settles; whatever had the focus gets it back at the end. */
function borrowFocus(input: HTMLInputElement) {
  const before = document.activeElement
  input.focus({ preventScroll: true })
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
  }
}

/** Templates that the composer on the screen would take. */
function useInsertable(text: string, hasComposer: boolean): readonly TemplateView[] {
  const { data } = useTemplates()
  if (!hasComposer || !data || text.trim().length < 2) return []
  return matchingTemplates(data, text).slice(0, TEMPLATES_SHOWN)
}

/** Macros for the case that is shown, or for the selected ones. */
function useRunnable(text: string, hasCase: boolean): readonly MacroView[] {
  const { data } = useMacros()
  if (!hasCase || !data || text.trim().length < 2) return []
  return matchingMacros(data, text).slice(0, TEMPLATES_SHOWN)
}

function useFoundViews(text: string): readonly ViewView[] {
  const { data } = useViews()
  const wanted = foldText(text.trim())
  if (!data || wanted.length < 2) return []
  return data.filter(({ content }) => foldText(content.name).includes(wanted)).slice(0, TEMPLATES_SHOWN)
}

function NamedLine({ name, Icon, note }: { name: string; Icon: typeof IconTicket; note?: string }) {
  return (
    <span className={insertion.line}>
      <Icon size={14} stroke={1.8} aria-hidden />
      <span className={insertion.name}>{name}</span>
      {note && <kbd className={insertion.shortcut}>{note}</kbd>}
    </span>
  )
}

function useGroups(text: string): { groups: Group[]; stale: boolean } {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { keys, insertion: inserting, macros } = useScreen()
  const runnable = useRunnable(text, keys.isBound('case.macro'))
  const views = useFoundViews(text)
  const templates = useInsertable(text, keys.isBound('composer.template'))
  const { people, cases, devices, rmas, stale, searchedFor } = usePaletteHits(text)
  const wanted = foldText(text.trim())
  const commands = COMMAND_IDS.filter(
    (id) => !specOf(id).hidden && keys.isBound(id) && foldText(t(`keys.command.${id}`)).includes(wanted),
  )

  function runCommand(id: CommandId) {
    navigation.show(null)
    // After the palette has given the focus back, so that the command may take it.
    setTimeout(() => keys.run(id), 0)
  }

  function insert(templateId: string) {
    navigation.show(null)
    setTimeout(() => inserting.setState({ templateId }), 0)
  }

  /** All cases that name the device. */
  function openDevice(serialNumber: string) {
    navigation.goQueue('open')
    navigation.setQuery({ text: serialNumber })
  }

  function runMacro(macroId: string) {
    macros.setState({ runId: macroId })
    navigation.show('macro')
  }

  const groups: Group[] = [
    {
      name: 'commands',
      Icon: IconCommand,
      options: commands.map((id) => ({ key: id, content: <Command id={id} />, run: () => runCommand(id) })),
    },
    {
      name: 'macros',
      Icon: IconBolt,
      options: runnable.map(({ id, content }) => ({
        key: id,
        content: <NamedLine name={content.name} Icon={IconBolt} note={content.shortcut && `;${content.shortcut}`} />,
        run: () => runMacro(id),
      })),
    },
    {
      name: 'views',
      Icon: IconLayoutList,
      options: views.map((view) => ({
        key: view.id,
        content: <NamedLine name={view.content.name} Icon={IconLayoutList} />,
        run: () => navigation.goView(view),
      })),
    },
    {
      name: 'templates',
      Icon: IconTemplate,
      options: templates.map((template) => ({
        key: template.id,
        content: <TemplateLine template={template} />,
        run: () => insert(template.id),
      })),
    },
    {
      name: 'customers',
      Icon: IconAddressBook,
      options: people.map(({ contact, accountName }) => ({
        key: contact.id,
        content: (
          <span className={classes.person}>
            <Avatar name={nameOf(contact)} size={22} />
            <span className={classes.name}>
              {nameOf(contact)} <span className={classes.dim}>{accountName}</span>
            </span>
            <SignInChip contact={contact} />
          </span>
        ),
        run: () => navigation.openCustomer(contact.id),
      })),
    },
    {
      name: 'cases',
      Icon: IconTicket,
      options: cases.map((hit) => ({
        key: hit.id,
        content: <Hit hit={hit} text={searchedFor} />,
        run: () => navigation.openCase(hit.id),
      })),
    },
    {
      name: 'rmas',
      Icon: IconTool,
      options: rmas.map((rma) => ({
        key: rma.id,
        content: <RmaHit rma={rma} />,
        run: () => navigation.openRma(rma.id),
      })),
    },
    {
      name: 'devices',
      Icon: IconDeviceDesktop,
      options: devices.map(({ device, accountName }) => ({
        key: device.id,
        content: (
          <span className={classes.command}>
            <IconDeviceDesktop size={16} stroke={1.8} aria-hidden />
            <span className={classes.name}>
              {device.serialNumber}{' '}
              <span className={classes.dim}>{[device.model, accountName].filter(Boolean).join(' · ')}</span>
            </span>
          </span>
        ),
        run: () => openDevice(device.serialNumber),
      })),
    },
  ]
  return { groups, stale }
}

/** There are some fifty of them, and none changes while somebody types. */
const Command = memo(function Command({ id }: { id: CommandId }) {
  const { t } = useTranslation()
  return (
    <span className={classes.command}>
      <IconChevronRight size={14} stroke={2} aria-hidden />
      <span className={classes.name}>{t(`keys.command.${id}`)}</span>
      <Keys id={id} />
    </span>
  )
})
