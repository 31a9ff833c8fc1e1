import { Menu, UnstyledButton } from '@mantine/core'
import { IconBellZ, IconCalendarTime, IconChevronDown, IconMessageReply, IconSunrise, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SnoozePreset, snoozePresets } from '#shared/domain/snooze.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import header from '../case/case-header.module.css'
import { useAbout } from '../case/use-about.ts'
import classes from './attention.module.css'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { useSnooze } from './use-snooze.tsx'

const ICONS: Record<SnoozePreset, typeof IconBellZ> = {
  later: IconBellZ,
  tomorrow: IconSunrise,
  monday: IconCalendarTime,
}

/** Until when the case is put off, with the ways to put it off. */
export function SnoozeMenu({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const { id: caseId, caseNumber } = detail.case
  const { snooze, wake } = useSnooze({ caseId, caseNumber })
  const opened = useAbout(caseId) === 'snooze'
  const [choosing, setChoosing] = useState(false)
  const { asleep, snoozedUntil } = detail.attention
  const until =
    snoozedUntil === null ? t('snooze.untilAnswer') : t('snooze.until', { until: format.moment(snoozedUntil) })

  return (
    <>
      <Menu
        opened={opened}
        width={290}
        onChange={(open) => (open ? navigation.show('snooze') : navigation.hide('snooze'))}
        returnFocus
      >
        <Menu.Target>
          <UnstyledButton
            className={header.button}
            data-group={asleep ? 'waiting' : undefined}
            aria-label={asleep ? t('snooze.change', { until }) : t('snooze.button')}
          >
            <IconBellZ size={15} stroke={1.8} aria-hidden />
            <span className={header.buttonText}>{asleep ? until : t('snooze.button')}</span>
            <IconChevronDown size={13} stroke={2} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('snooze.title')}</Menu.Label>
          {opened &&
            snoozePresets(Date.now()).map(({ preset, until }) => (
              <Preset key={preset} Icon={ICONS[preset]} when={format.moment(until)} onChoose={() => void snooze(until)}>
                {t(`snooze.preset.${preset}`)}
              </Preset>
            ))}
          <Preset Icon={IconMessageReply} onChoose={() => void snooze(null)}>
            {t('snooze.preset.answer')}
          </Preset>
          <Preset Icon={IconCalendarTime} onChoose={() => setChoosing(true)}>
            {t('snooze.preset.custom')}
          </Preset>
          {asleep && (
            <>
              <Menu.Divider />
              <Preset Icon={IconX} onChoose={() => void wake()}>
                {t('snooze.wake')}
              </Preset>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {choosing && (
        <SnoozeDialog
          onClose={() => setChoosing(false)}
          onChoose={(at) => {
            setChoosing(false)
            void snooze(at)
          }}
        />
      )}
    </>
  )
}

type PresetProps = { Icon: typeof IconBellZ; when?: string; onChoose: () => void; children: string }

function Preset({ Icon, when, onChoose, children }: PresetProps) {
  return (
    <Menu.Item
      leftSection={<Icon size={16} stroke={1.8} aria-hidden />}
      rightSection={when && <span className={classes.when}>{when}</span>}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  )
}
