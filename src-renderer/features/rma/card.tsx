import { UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type DragEvent, memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { RmaCard } from '#shared/rpc/rmas.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Time } from '../../components/time.tsx'
import { useScreen } from '../../stores/screen.ts'
import { RmaPrintItems } from '../rma-print/print-menu.tsx'
import classes from './board.module.css'
import { Flags } from './flags.tsx'
import { rmaName } from './rma-state.tsx'
import { StepMenu } from './step-menu.tsx'
import type { StepLine } from './steps.ts'

type Props = {
  card: RmaCard
  /** Tab stops at one card of a column. */
  tabbable: boolean
  dragged: boolean
  onActive: (card: RmaCard) => void
  onOpen: (card: RmaCard) => void
  onStep: (line: StepLine, to: RmaLineState) => void
  onDrag: (card: RmaCard) => void
  onDragEnd: (dropped: boolean) => void
}

/** A device on the board. */
export const BoardCard = memo(function BoardCard(props: Props) {
  const { card, tabbable, dragged, onActive, onOpen, onStep, onDrag, onDragEnd } = props
  const { t } = useTranslation()
  const { rmas } = useScreen()
  const opened = useStore(rmas, (state) => state.menuOf === card.id)
  const button = useRef<HTMLButtonElement>(null)
  const openMenu = () => {
    onActive(card)
    rmas.setState({ menuOf: card.id })
  }
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', card.serialNumber)
    // The board may only change once the drag has begun, or it ends at once.
    setTimeout(() => onDrag(card), 0)
  }
  return (
    <li className={classes.cardItem} data-dragged={dragged || undefined}>
      <UnstyledButton
        ref={button}
        className={classes.card}
        tabIndex={tabbable ? 0 : -1}
        data-card={card.id}
        data-state={card.state}
        data-overdue={card.overdue || undefined}
        draggable
        onDragStart={onDragStart}
        onDragEnd={() => onDragEnd(false)}
        onFocus={() => onActive(card)}
        onClick={() => onOpen(card)}
        onContextMenu={(event) => {
          event.preventDefault()
          openMenu()
        }}
      >
        <span className={classes.cardLine}>
          <span className={classes.cardNumber}>{rmaName(card.rmaNumber, t)}</span>
          <Flags flags={card} />
        </span>
        <span className={classes.cardSerial}>{card.serialNumber}</span>
        {card.model && <span className={classes.cardText}>{card.model}</span>}
        <span className={classes.cardText}>{card.accountName || card.contactName}</span>
        <span className={classes.cardLine}>
          <span className={classes.cardSince}>
            <span className="visually-hidden">{t('rma.since')} </span>
            <Time at={card.stateSince} brief />
          </span>
          {card.ownerName && <Avatar name={card.ownerName} size={18} />}
        </span>
      </UnstyledButton>
      <StepMenu
        line={card}
        opened={opened}
        more={<RmaPrintItems />}
        onChoose={(to) => onStep(card, to)}
        onClose={() => {
          rmas.setState({ menuOf: null })
          button.current?.focus({ preventScroll: true })
        }}
      >
        <UnstyledButton
          className={classes.cardMenu}
          tabIndex={tabbable ? 0 : -1}
          aria-label={t('rma.stepsOf', { serial: card.serialNumber })}
          onClick={openMenu}
        >
          <IconDots size={15} stroke={2} aria-hidden />
        </UnstyledButton>
      </StepMenu>
    </li>
  )
})
