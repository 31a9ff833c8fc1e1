import { Menu } from '@mantine/core'
import { type CaseStatus, legalMoves, statusGroup } from '#shared/domain/status.ts'
import { StatusIcon } from '../../components/status.tsx'
import menu from './menu.module.css'

type Props = {
  from: CaseStatus
  /** What the entry of a status says. */
  word: (to: CaseStatus) => string
  onChoose: (to: CaseStatus) => void
}

/** The moves that the domain allows from a status, as entries of a menu. */
export function LegalMoves({ from, word, onChoose }: Props) {
  return legalMoves(from).map((to) => (
    <Menu.Item
      key={to}
      className={menu.status}
      data-group={statusGroup(to)}
      leftSection={<StatusIcon group={statusGroup(to)} size={16} />}
      onClick={() => onChoose(to)}
    >
      {word(to)}
    </Menu.Item>
  ))
}
