import { useStore } from 'zustand'
import { useScreen } from '../../stores/screen.ts'
import { Board } from './board.tsx'
import { BoardHeader } from './board-header.tsx'
import classes from './rma.module.css'
import { RmaDetails } from './rma-details.tsx'
import { RmaList } from './rma-list.tsx'

/** RMAs as a board by state, as a list, or one of them. */
export function RmasPage() {
  const { rmas } = useScreen()
  const rmaId = useStore(rmas, (state) => state.rmaId)
  const view = useStore(rmas, (state) => state.view)
  if (rmaId !== null) return <RmaDetails key={rmaId} rmaId={rmaId} />
  return (
    <div className={classes.page}>
      <BoardHeader />
      {view === 'board' ? <Board /> : <RmaList />}
    </div>
  )
}
