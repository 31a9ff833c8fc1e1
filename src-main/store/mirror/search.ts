import type { SearchHit } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { excerptOf, wordPattern } from './excerpt.ts'
import { matchOf, wordsOf } from './match.ts'
import { noteBodies } from './search-index.ts'
import { caseSummaries } from './summaries.ts'

/** The newest `limit` cases with all words (the last one as a prefix), or whose case or serial number contains the text. */
export function searchCases(mirror: Mirror, text: string, limit: number): (SearchHit & { merged: boolean })[] {
  const matches = matchesOf(mirror, text, limit)
  const pks = matches.map(({ pk }) => pk)
  const pattern = wordPattern(wordsOf(text))
  const merged = new Set(
    mirror
      .prepare<number>(
        'SELECT c.pk FROM json_each(?) j JOIN cases c ON c.pk = j.value WHERE c.merged_into_id IS NOT NULL',
        {
          pluck: true,
        },
      )
      .all(JSON.stringify(pks)),
  )
  return caseSummaries(mirror, pks).map((summary, at) => ({
    ...summary,
    // A piece of a number alone is in no text.
    excerpt: pattern !== null && matches[at]!.hasWords ? excerpt(mirror, pks[at]!, pattern) : null,
    merged: merged.has(pks[at]!),
  }))
}

/** Local keys, newest first. */
export function matchingCases(mirror: Mirror, text: string, limit: number): number[] {
  return matchesOf(mirror, text, limit).map(({ pk }) => pk)
}

function matchesOf(mirror: Mirror, text: string, limit: number): { pk: number; hasWords: boolean }[] {
  const { words, keys } = matchOf(text)
  const byWords = new Set(words === null ? [] : newestDocs(mirror, 'case_text', words, limit))
  const byKeys = keys === null ? [] : newestDocs(mirror, 'case_keys', keys, limit)
  const docs = [...new Set([...byWords, ...byKeys])].sort((a, b) => b - a).slice(0, limit)
  return mirror
    .prepare<[number, number]>(
      'SELECT d.case_pk, d.doc FROM json_each(?) j JOIN search_doc d ON d.doc = j.value ORDER BY j.key',
      { raw: true },
    )
    .all(JSON.stringify(docs))
    .map(([pk, doc]) => ({ pk, hasWords: byWords.has(doc) }))
}

function newestDocs(mirror: Mirror, table: 'case_text' | 'case_keys', match: string, limit: number): number[] {
  return mirror
    .prepare<number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT ?`, { pluck: true })
    .all(match, limit)
}

function excerpt(mirror: Mirror, pk: number, pattern: RegExp): string | null {
  const description = mirror.prepare<string>('SELECT description FROM cases WHERE pk = ?', { pluck: true }).get(pk)
  // One after the other: the first notes are often enough.
  return excerptOf([description ?? ''], pattern) ?? excerptOf(noteBodies(mirror).iterate(pk), pattern)
}
