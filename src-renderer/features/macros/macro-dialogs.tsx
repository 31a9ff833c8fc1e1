import { IconUser, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { PickDialog } from '../../components/pick-dialog.tsx'
import { useMacros } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { MacroForCase } from './macro-for-case.tsx'
import { MacroForMany } from './macro-for-many.tsx'
import { matchingMacros } from './macros.ts'

/** A macro is chosen, shown as it would be carried out, and run: on the open case, or on all selected ones. */
export function MacroDialogs() {
  const { t } = useTranslation()
  const { macros, marks, selection } = useScreen()
  const navigation = useNavigation()
  const { data } = useMacros()
  const runId = useStore(macros, (state) => state.runId)
  const selected = useStore(marks, (state) => state.ids)
  const openId = useStore(selection, (state) => state.openId)
  const chosen = data?.find(({ id }) => id === runId)

  const close = () => navigation.hide('macro')
  if (!data) return null
  if (chosen && selected.size > 0) return <MacroForMany macro={chosen} caseIds={[...selected]} onClose={close} />
  if (chosen && openId !== null) return <MacroForCase macro={chosen} caseId={openId} onClose={close} />
  return (
    <PickDialog
      title={t('macros.picker')}
      none={t('macros.pickerEmpty')}
      picks={matchingMacros(data, '').map(({ id, content }) => {
        const Icon = content.shared ? IconUsers : IconUser
        return {
          id,
          name: content.name,
          note: content.shortcut && `;${content.shortcut}`,
          icon: <Icon size={14} stroke={1.8} aria-hidden />,
        }
      })}
      onPick={(id) => macros.setState({ runId: id })}
      onClose={close}
    />
  )
}
