/** Text as it is compared when people search: without diacritics and case, one character for one. */
export function foldText(text: string): string {
  return [...text].map(foldChar).join('')
}

/** A single folded character, so that positions in folded and original text are the same. */
function foldChar(char: string): string {
  const folded = char.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.length === char.length ? folded : char
}
