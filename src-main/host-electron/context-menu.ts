import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Words } from './words.ts'

/** The right mouse button: spelling suggestions and the clipboard, only what applies at that place. */
export function attachContextMenu(window: BrowserWindow, words: () => Words): void {
  window.webContents.on('context-menu', (_event, params) => {
    const template = [...spellingItems(window, params, words()), ...editItems(params, words())]
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}

function spellingItems(window: BrowserWindow, params: ContextMenuParams, words: Words): MenuItemConstructorOptions[] {
  const { misspelledWord, dictionarySuggestions } = params
  if (misspelledWord === '') return []
  const { webContents } = window
  const suggestions = dictionarySuggestions.map((label) => ({
    label,
    click: () => webContents.replaceMisspelling(label),
  }))
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: words.noSuggestions, enabled: false }]),
    { type: 'separator' },
    {
      label: words.addToDictionary,
      click: () => void webContents.session.addWordToSpellCheckerDictionary(misspelledWord),
    },
    { type: 'separator' },
  ]
}

function editItems(
  { isEditable, selectionText, editFlags }: ContextMenuParams,
  words: Words,
): MenuItemConstructorOptions[] {
  if (isEditable) {
    return [
      { role: 'cut', label: words.cut, enabled: editFlags.canCut },
      { role: 'copy', label: words.copy, enabled: editFlags.canCopy },
      { role: 'paste', label: words.paste, enabled: editFlags.canPaste },
      { role: 'selectAll', label: words.selectAll, enabled: editFlags.canSelectAll },
    ]
  }
  return selectionText.trim() === '' ? [] : [{ role: 'copy', label: words.copy }]
}
