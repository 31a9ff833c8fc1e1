import { Combobox, UnstyledButton, useCombobox } from '@mantine/core'
import { IconCheck, IconChevronDown, IconClockUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { foldText } from '../../components/fold-text.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useAgents } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './case-header.module.css'
import menu from './menu.module.css'
import { useAbout } from './use-about.ts'
import { useCaseActions } from './use-case-actions.ts'

const NOBODY = 'nobody'

/** The owner with a searched list of agents: oneself first, nobody last. */
export function OwnerPicker({ detail, agent }: { detail: CaseDetail; agent: AgentView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const { data: agents } = useAgents()
  const { setOwner } = useCaseActions(detail.case.id)
  const [search, setSearch] = useState('')
  const opened = useAbout(detail.case.id) === 'owner'
  const combobox = useCombobox({
    opened,
    onOpenedChange: (open) => (open ? navigation.show('owner') : navigation.hide('owner')),
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
      setSearch('')
    },
  })
  // Opened by a key, not by the button: the search field takes the focus all the same.
  useEffect(() => {
    if (opened) combobox.focusSearchInput()
  }, [opened, combobox.focusSearchInput])

  const { ownerId } = detail.case
  const wanted = foldText(search)
  const others = (agents ?? [])
    .filter((other) => other.id !== agent.id && foldText(other.name).includes(wanted))
    .sort((a, b) => format.compare(a.name, b.name))
  const meShown = foldText(`${agent.name} ${t('case.assignToMe')}`).includes(wanted)
  const nobodyShown = foldText(t('case.assignToNobody')).includes(wanted)
  const owner = detail.ownerName ?? t('list.unowned')

  const option = (value: string, name: string, shown: string, chosen: boolean) => (
    <Combobox.Option key={value} value={value} active={chosen}>
      <span className={menu.option}>
        <Avatar name={value === NOBODY ? null : name} size={22} />
        <span className={menu.optionName}>{shown}</span>
        {chosen && <IconCheck size={14} aria-hidden />}
      </span>
    </Combobox.Option>
  )

  return (
    <Combobox
      store={combobox}
      width={260}
      position="bottom-start"
      onOptionSubmit={(value) => {
        navigation.show(null)
        void setOwner(value === NOBODY ? null : value)
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <UnstyledButton
          className={classes.button}
          aria-haspopup="listbox"
          aria-expanded={opened}
          aria-label={t('case.changeOwner', { owner })}
          onClick={() => combobox.toggleDropdown()}
        >
          <Avatar name={detail.ownerName} size={18} />
          <span className={classes.buttonText}>{owner}</span>
          {detail.pendingFields.includes('ownerId') && (
            <IconClockUp size={14} stroke={2} className={classes.pending} aria-label={t('case.pendingField')} />
          )}
          <IconChevronDown size={13} stroke={2} aria-hidden />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown data-overlay>
        <Combobox.Search
          value={search}
          aria-label={t('case.findOwner')}
          placeholder={t('case.findOwner')}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            combobox.updateSelectedOptionIndex()
          }}
        />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('case.owner')}>
          {meShown &&
            option(agent.id, agent.name, `${agent.name} (${t('case.assignToMe').toLowerCase()})`, ownerId === agent.id)}
          {others.map((other) => option(other.id, other.name, other.name, other.id === ownerId))}
          {nobodyShown && option(NOBODY, '', t('case.assignToNobody'), ownerId === null)}
          {!meShown && !nobodyShown && others.length === 0 && <Combobox.Empty>{t('case.noAgent')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
