import type { RefObject } from 'react'
import { useCommand } from '../../app/keys/use-keys.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ROW_HEIGHT } from './case-list.tsx'

export function useListKeys(box: RefObject<HTMLDivElement | null>): void {
  const { list } = useScreen()
  const navigation = useNavigation()
  const page = () => Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1)
  const total = () => list.state.getState().window.total

  useCommand('list.next', () => navigation.step(1))
  useCommand('list.previous', () => navigation.step(-1))
  useCommand('list.pageDown', () => navigation.step(page()))
  useCommand('list.pageUp', () => navigation.step(-page()))
  useCommand('list.first', () => navigation.select(0, 'soon'))
  useCommand('list.last', () => {
    if (total() > 0) navigation.select(total() - 1, 'soon')
  })
  useCommand('list.open', () => navigation.enter())
}
