import { useEffect, useRef, useState } from 'react'
import type { OperationView } from '#shared/rpc/models.ts'
import { operationElementId } from './operation-item.tsx'

/** Which of the shown operations the keys act on; the focus follows it, also when the marked one goes away. */
export function useMarkedOperation(shown: readonly OperationView[]) {
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
  useEffect(() => {
    if (!gone) return
    // The focus went with it, or stands elsewhere and stays there.
    if (document.activeElement === document.body && shown.length > 0) focusAt(lastIndex.current)
    else mark(shown[Math.min(lastIndex.current, shown.length - 1)]?.opId ?? null)
  }, [gone])

  return {
    marked: shown[index] ?? null,
    mark,
    step: (delta: number) => focusAt(index < 0 ? 0 : index + delta),
    focusAt,
    refocus: () => focusAt(lastIndex.current),
  }
}
