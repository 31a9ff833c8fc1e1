import { useLayoutEffect, useRef, useState } from 'react'
import type { OperationView } from '#shared/rpc/models.ts'
import { operationElementId } from './operation-item.tsx'

/**
 * Which of the shown operations the keys act on; the focus follows it, also when the marked one or the field of the one that
 * is edited goes away. Before the next paint: a key that comes then finds it there.
 */
export function useMarkedOperation(shown: readonly OperationView[], editing: string | null) {
  const [markedId, mark] = useState<string | null>(null)
  const index = shown.findIndex(({ opId }) => opId === markedId)
  const lastIndex = useRef(0)
  if (index >= 0) lastIndex.current = index

  function focusAt(at: number) {
    const operation = shown[Math.min(Math.max(at, 0), shown.length - 1)]
    if (!operation) return
    mark(operation.opId)
    const element = document.getElementById(operationElementId(operation.opId))
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest' })
  }

  const gone = markedId !== null && index < 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the loss of the marked one is a reason
  useLayoutEffect(() => {
    if (!gone) return
    // The focus went with it, or stands elsewhere and stays there.
    if (document.activeElement === document.body && shown.length > 0) focusAt(lastIndex.current)
    else mark(shown[Math.min(lastIndex.current, shown.length - 1)]?.opId ?? null)
  }, [gone])

  const wasEditing = useRef(editing)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the end of editing is a reason
  useLayoutEffect(() => {
    const ended = wasEditing.current !== null && editing === null
    wasEditing.current = editing
    if (ended && document.activeElement === document.body) focusAt(lastIndex.current)
  }, [editing])

  return {
    marked: shown[index] ?? null,
    mark,
    step: (delta: number) => focusAt(index < 0 ? 0 : index + delta),
    focusAt,
  }
}
