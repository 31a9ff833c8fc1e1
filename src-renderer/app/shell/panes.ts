import { type CSSProperties, type RefObject, useEffect, useRef, useState } from 'react'
import { useChange } from '../../rpc/use-change.ts'

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

/** Widths of the panes, remembered by the desk a moment after the last change. */
export function usePanes(layout: Record<string, number>): Panes {
  const ref = useRef<HTMLDivElement>(null)
  const change = useChange()
  const stored = (name: PaneName) => clampPane(PANES[name], layout[name] ?? PANES[name].initial)
  const [widths, setWidths] = useState(() => ({
    queues: stored('queues'),
    list: stored('list'),
    context: stored('context'),
  }))
  const [dirty, setDirty] = useState(false)

  useEffect(() => {
    if (!dirty) return
    const timer = setTimeout(() => {
      setDirty(false)
      void change((desk) => desk.settings.set({ layout: { ...layout, ...widths } }))
    }, REMEMBER_MS)
    return () => clearTimeout(timer)
  }, [dirty, widths, layout, change])

  return {
    ref,
    widths,
    style: {
      '--pane-queues': `${widths.queues}%`,
      '--pane-list': `${widths.list}%`,
      '--pane-context': `${widths.context}%`,
    } as CSSProperties,
    resize(name, percent) {
      setWidths((before) => ({ ...before, [name]: clampPane(PANES[name], percent) }))
      setDirty(true)
    },
  }
}
