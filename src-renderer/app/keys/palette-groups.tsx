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
import { type ReactNode, useMemo } from 'react'
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
import type { PaletteHits } from './use-palette-hits.ts'

const TEMPLATES_SHOWN = 4

export type PaletteOption = { key: string; content: ReactNode; run: () => void }
export type PaletteGroup = {
  name: 'commands' | 'macros' | 'views' | 'templates' | 'customers' | 'cases' | 'devices' | 'rmas'
  Icon: typeof IconTicket
  options: readonly PaletteOption[]
}

/** What the screen knows by itself: no answer is waited for. */
export function useGroupsHere(text: string): PaletteGroup[] {
  const navigation = useNavigation()
  const { keys, insertion: inserting, macros } = useScreen()
  const commands = useCommands(text)
  const runnable = useRunnable(text, keys.isBound('case.macro'))
  const views = useFoundViews(text)
  const templates = useInsertable(text, keys.isBound('composer.template'))

  function insert(templateId: string) {
    navigation.show(null)
    setTimeout(() => inserting.setState({ templateId }), 0)
  }

  function runMacro(macroId: string) {
    macros.setState({ runId: macroId })
    navigation.show('macro')
  }

  return [
    { name: 'commands', Icon: IconCommand, options: commands },
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
  ]
}

/** What the desk found; the same object until it finds something else, so that no key draws it again. */
export function useGroupsFound({ found, searchedFor }: Pick<PaletteHits, 'found' | 'searchedFor'>): PaletteGroup[] {
  const navigation = useNavigation()
  return useMemo(() => {
    /** All cases that name the device. */
    function openDevice(serialNumber: string) {
      navigation.goQueue('open')
      navigation.setQuery({ text: serialNumber })
    }
    return [
      {
        name: 'customers',
        Icon: IconAddressBook,
        options: found.people.map(({ contact, accountName }) => ({
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
        options: found.cases.map((hit) => ({
          key: hit.id,
          content: <Hit hit={hit} text={searchedFor} />,
          run: () => navigation.openCase(hit.id),
        })),
      },
      {
        name: 'rmas',
        Icon: IconTool,
        options: found.rmas.map((rma) => ({
          key: rma.id,
          content: <RmaHit rma={rma} />,
          run: () => navigation.openRma(rma.id),
        })),
      },
      {
        name: 'devices',
        Icon: IconDeviceDesktop,
        options: found.devices.map(({ device, accountName }) => ({
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
  }, [found, searchedFor, navigation])
}

/** Commands that work now. There are some fifty: their names are read, and their lines made, once for all keys. */
function useCommands(text: string): PaletteOption[] {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { keys } = useScreen()
  const all = useMemo(
    () =>
      COMMAND_IDS.filter((id) => !specOf(id).hidden).map((id) => ({
        key: id,
        folded: foldText(t(`keys.command.${id}`)),
        content: <Command id={id} />,
        run: () => {
          navigation.show(null)
          // After the palette has given the focus back, so that the command may take it.
          setTimeout(() => keys.run(id), 0)
        },
      })),
    [t, navigation, keys],
  )
  const wanted = foldText(text.trim())
  return all.filter(({ key, folded }) => folded.includes(wanted) && keys.isBound(key))
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

function Command({ id }: { id: CommandId }) {
  const { t } = useTranslation()
  return (
    <span className={classes.command}>
      <IconChevronRight size={14} stroke={2} aria-hidden />
      <span className={classes.name}>{t(`keys.command.${id}`)}</span>
      <Keys id={id} />
    </span>
  )
}
