import { Menu } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { legalSteps, type RmaLineState } from '#shared/domain/rma-line.ts'
import classes from './rma.module.css'
import { STATE_LOOKS, stateWord } from './rma-state.tsx'
import { fieldsOf, obstacle, type StepLine } from './steps.ts'

type Props = {
  line: StepLine
  opened: boolean
  onChoose: (to: RmaLineState) => void
  onClose: () => void
  /** What the menu offers besides. */
  more?: ReactNode
  children: ReactElement
}

/** Where a device may go from where it is. */
export function StepMenu({ line, opened, onChoose, onClose, more, children }: Props) {
  const { t } = useTranslation()
  const steps = legalSteps(line.state)
  return (
    <Menu opened={opened} onClose={onClose} position="bottom-end" returnFocus={false}>
      <Menu.Target>{children}</Menu.Target>
      {opened && (
        <Menu.Dropdown>
          <Menu.Label>{t(steps.length > 0 ? 'rma.moveTo' : 'rma.noSteps')}</Menu.Label>
          {steps.map((to) => {
            const { Icon, tone } = STATE_LOOKS[to]
            const asks = fieldsOf(line, to).length > 0 && obstacle(line, to) === null
            return (
              <Menu.Item
                key={to}
                leftSection={<Icon size={16} stroke={1.9} aria-hidden className={classes.stepIcon} data-tone={tone} />}
                onClick={() => {
                  onClose()
                  onChoose(to)
                }}
              >
                {asks ? `${stateWord(to, t)} …` : stateWord(to, t)}
              </Menu.Item>
            )
          })}
          {more && <Menu.Divider />}
          {more}
        </Menu.Dropdown>
      )}
    </Menu>
  )
}
