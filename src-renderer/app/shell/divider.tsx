import type { KeyboardEvent, PointerEvent } from 'react'
import classes from './divider.module.css'
import type { PaneName, PaneSpec, Panes } from './panes.ts'

const STEP = 1
const BIG_STEP = 5

type Props = { label: string; name: PaneName; pane: PaneSpec; panes: Panes }

/** The line between two panes: drag it, or focus it and use the arrows; a double click puts the width back. */
export function Divider({ label, name, pane, panes }: Props) {
  const width = panes.widths[name]

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    event.preventDefault()
    const target = event.currentTarget
    const page = panes.ref.current?.getBoundingClientRect().width ?? 1
    const from = event.clientX
    target.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) =>
      panes.resize(name, width + (pane.side * (moved.clientX - from) * 100) / page)
    const up = () => {
      target.removeEventListener('pointermove', move)
      target.removeEventListener('pointerup', up)
      target.removeEventListener('pointercancel', up)
    }
    target.addEventListener('pointermove', move)
    target.addEventListener('pointerup', up)
    target.addEventListener('pointercancel', up)
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.shiftKey ? BIG_STEP : STEP
    const to: Record<string, number> = {
      ArrowRight: width + pane.side * step,
      ArrowLeft: width - pane.side * step,
      Home: pane.min,
      End: pane.max,
    }
    const percent = to[event.key]
    if (percent === undefined) return
    event.preventDefault()
    panes.resize(name, percent)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator that resizes has no element of its own
    <div
      className={classes.divider}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={pane.min}
      aria-valuemax={pane.max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => panes.resize(name, pane.initial)}
    />
  )
}
