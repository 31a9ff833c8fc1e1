import { type KeyboardEvent, useEffect, useState } from 'react'

/**
 * For a field that finds as one types: Enter means what the newest words find, never what older ones found.
 * While the answer to them is on its way (`settled` false) Enter is held back from the field, and `take` runs once
 * the answer is there; any other key withdraws it. Give what this returns to the input.
 */
export function useAwaitedEnter(settled: boolean, take: () => void) {
  const [entered, setEntered] = useState(false)

  useEffect(() => {
    if (!entered || !settled) return
    setEntered(false)
    take()
  })

  // On the way down to the field: components that choose on Enter by themselves do not hear it.
  function onKeyDownCapture(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const waits = event.key === 'Enter' && !settled
    setEntered(waits)
    if (!waits) return
    event.preventDefault()
    event.stopPropagation()
  }

  return { onKeyDownCapture }
}
