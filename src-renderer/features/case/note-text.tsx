import { memo } from 'react'
import { linkify } from './linkify.ts'
import classes from './thread.module.css'

/** Somebody's words as they were written: whitespace kept, addresses made links. */
export const NoteText = memo(function NoteText({ text }: { text: string }) {
  let at = 0
  return (
    <div className={classes.text}>
      {linkify(text).map((part) => {
        const key = at
        at += part.text.length
        return part.kind === 'text' ? (
          part.text
        ) : (
          <a key={key} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        )
      })}
    </div>
  )
})
