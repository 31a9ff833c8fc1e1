import { useStore } from 'zustand'
import { useScreen } from '../stores/screen.ts'

/** Speaks in batches to assistive technology; says the same sentence again when it happens again. */
export function LiveRegion() {
  const { speech } = useScreen()
  const { text, count } = useStore(speech)
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      <span key={count}>{text}</span>
    </div>
  )
}
