/** Colleagues named in an internal note as `@Name Surname`. */

export type Named = { id: string; name: string }

/** A sign before which a name does not begin: it would be part of an address or a word. */
const BEFORE = /[\p{L}\p{N}_.@-]$/u
const AFTER = /^[\p{L}\p{N}_]/u

type Found<T> = { from: number; to: number; who: T }

/** Where people are named, in the text's order; of two names that begin alike the longer one. */
export function findMentions<T extends { name: string }>(text: string, people: readonly T[]): Found<T>[] {
  const longestFirst = people.toSorted((a, b) => b.name.length - a.name.length)
  const found: Found<T>[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (BEFORE.test(text.slice(Math.max(0, at - 2), at))) continue
    const rest = text.slice(at + 1)
    const who = longestFirst.find(({ name }) => startsWith(rest, name) && !AFTER.test(rest.slice(name.length)))
    if (!who) continue
    found.push({ from: at, to: at + 1 + who.name.length, who })
    at += who.name.length
  }
  return found
}

const startsWith = (text: string, name: string): boolean =>
  name !== '' && text.slice(0, name.length).toLocaleLowerCase('sl') === name.toLocaleLowerCase('sl')

/** Ids of those whom the text names, each once. */
export function mentionedIn(text: string, people: readonly Named[]): string[] {
  return [...new Set(findMentions(text, people).map(({ who }) => who.id))]
}

/** Letters of a name that are looked back for. */
const LONGEST = 40

/** The beginning of a name that is being typed before the caret: where its `@` stands, and what follows it. */
export function typedMention(text: string, caret: number): { from: number; key: string } | null {
  const before = text.slice(Math.max(0, caret - LONGEST), caret)
  const at = before.lastIndexOf('@')
  if (at < 0 || BEFORE.test(before.slice(0, at))) return null
  const key = before.slice(at + 1)
  // A name has two words or three.
  if (!/^[\p{L}'’-]*( [\p{L}'’-]*){0,2}$/u.test(key) || key.startsWith(' ')) return null
  return { from: caret - before.length + at, key }
}
