import { memo } from 'react'
import { findMentions } from '#shared/domain/mention.ts'
import type { ThreadItem } from '#shared/rpc/models.ts'
import attention from '../attention/attention.module.css'
import { linkify } from './linkify.ts'
import classes from './thread.module.css'

type Mentions = Extract<ThreadItem, { type: 'note' }>['mentions']
const NOBODY: Mentions = []

/** Somebody's words as they were written: whitespace kept, addresses made links, colleagues who are named made chips. */
export const NoteText = memo(function NoteText({ text, mentions = NOBODY }: { text: string; mentions?: Mentions }) {
  let at = 0
  return (
    <div className={classes.text}>
      {linkify(text).map((part) => {
        const key = at
        at += part.text.length
        return part.kind === 'text' ? (
          <WithNames key={key} text={part.text} mentions={mentions} />
        ) : (
          <a key={key} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        )
      })}
    </div>
  )
})

function WithNames({ text, mentions }: { text: string; mentions: Mentions }) {
  let end = 0
  const parts = findMentions(text, mentions).map(({ from, to, who }) => {
    const before = text.slice(end, from)
    end = to
    return (
      <span key={from}>
        {before}
        <span className={attention.mention} data-me={who.me || undefined}>
          {text.slice(from, to)}
        </span>
      </span>
    )
  })
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  )
}
