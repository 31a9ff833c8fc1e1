import { useStore } from 'zustand'
import { useScreen } from '../stores/screen.ts'
import { useFormat } from './use-format.tsx'

/** A relative time that keeps itself fresh; the exact one is in its tooltip and in `datetime`. */
export function Time({
  at,
  brief = false,
  className,
}: {
  at: number
  brief?: boolean
  className?: string | undefined
}) {
  const format = useFormat()
  const { clock } = useScreen()
  const text = useStore(clock, (state) => {
    // What has happened is never in the future, whatever the portal's clock says.
    const now = Math.max(state.now, at)
    return brief ? format.brief(at, now) : format.relative(at, now)
  })
  return (
    <time dateTime={new Date(at).toISOString()} title={format.exact(at)} className={className}>
      {text}
    </time>
  )
}
