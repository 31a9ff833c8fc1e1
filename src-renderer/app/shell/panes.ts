import { type CSSProperties, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useSetSettings } from '../../rpc/use-set-settings.ts'

export type PaneName = 'queues' | 'list' | 'context'
export type PaneSpec = {
  /** Widths in per cent of the page. */
  initial: number
  min: number
  max: number
  /** 1 when the divider stands at the pane's right edge, -1 at its left. */
  side: 1 | -1
}

export const PANES: Record<PaneName, PaneSpec> = {
  queues: { initial: 15.5, min: 8, max: 26, side: 1 },
  list: { initial: 28.5, min: 18, max: 50, side: 1 },
  context: { initial: 20, min: 14, max: 36, side: -1 },
}

const REMEMBER_MS = 400

export type Panes = {
  ref: RefObject<HTMLDivElement | null>
  style: CSSProperties
  widths: Record<PaneName, number>
  resize: (name: PaneName, percent: number) => void
}

export function clampPane(spec: PaneSpec, percent: number): number {
  return Math.round(Math.max(spec.min, Math.min(spec.max, percent)) * 10) / 10
}

function widthsOf(layout: Record<string, number>): Record<PaneName, number> {
  const stored = (name: PaneName) => clampPane(PANES[name], layout[name] ?? PANES[name].initial)
  return { queues: stored('queues'), list: stored('list'), context: stored('context') }
}

/** Widths of the panes, remembered by the desk a moment after the last change. */
export function usePanes(layout: Record<string, number>): Panes {
  const ref = useRef<HTMLDivElement>(null)
  const setSettings = useSetSettings()
  const [widths, setWidths] = useState(() => widthsOf(layout))
  const unsaved = useRef<Record<string, number> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const remember = useCallback(() => {
    clearTimeout(timer.current)
    const changed = unsaved.current
    unsaved.current = null
    if (changed) void setSettings({ layout: changed })
  }, [setSettings])

  // What was kept a moment ago may be told only after the page has come back.
  useEffect(() => {
    if (unsaved.current === null) setWidths(widthsOf(layout))
  }, [layout])

  // Whoever goes on to another page, or closes the window, at once has chosen a width all the same.
  useEffect(() => {
    window.addEventListener('pagehide', remember)
    return () => {
      window.removeEventListener('pagehide', remember)
      remember()
    }
  }, [remember])

  return {
    ref,
    widths,
    style: {
      '--pane-queues': `${widths.queues}%`,
      '--pane-list': `${widths.list}%`,
      '--pane-context': `${widths.context}%`,
    } as CSSProperties,
    resize(name, percent) {
      const next = { ...widths, [name]: clampPane(PANES[name], percent) }
      setWidths(next)
      unsaved.current = { ...layout, ...next }
      clearTimeout(timer.current)
      timer.current = setTimeout(remember, REMEMBER_MS)
    },
  }
}
