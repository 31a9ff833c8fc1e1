import { useMemo } from 'react'
import classes from './conflict-card.module.css'
import { diffWords, shortened } from './word-diff.ts'

/** What `to` changed in `from`: added words underlined, removed ones struck through, both also by their elements. */
export function DiffText({ from, to, label }: { from: string; to: string; label: string }) {
  const parts = useMemo(() => shortened(diffWords(from, to)), [from, to])
  let at = 0
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a group of words, and no landmark: several texts may collide on one page
    <div className={classes.diff} role="group" tabIndex={0} aria-label={label}>
      {parts.map((part) => {
        const key = `${part.kind}-${at}`
        at += part.text.length
        if (part.kind === 'same') return <span key={key}>{part.text}</span>
        return part.kind === 'added' ? <ins key={key}>{part.text}</ins> : <del key={key}>{part.text}</del>
      })}
    </div>
  )
}
