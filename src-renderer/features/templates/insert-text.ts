/**
 * Puts text into a field as if it had been typed, so that the field's own Ctrl+Z takes it back and React hears of it. False:
 * the browser did not do it.
 */
export function insertText(field: HTMLTextAreaElement, text: string, range?: { from: number; to: number }): boolean {
  field.focus()
  if (range) field.setSelectionRange(range.from, range.to)
  // Marked as deprecated, and still the only way into a field's own history.
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
}
