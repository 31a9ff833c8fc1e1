import type { MenuItemConstructorOptions } from 'electron'
import type { ZoomStep } from '#shared/domain/zoom.ts'
import type { Words } from './words.ts'

type MenuArgs = { words: Words; isMac: boolean; developer: boolean; zoom(step: ZoomStep): void }

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** Standard roles under the platform's usual headings; labels because Electron's own know English only. */
export function menuTemplate({ words, isMac, developer, zoom }: MenuArgs): MenuItemConstructorOptions[] {
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit }
  const about: MenuItemConstructorOptions = { role: 'about', label: words.about }
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.unhide },
      separator,
      quit,
    ],
  }
  const file: MenuItemConstructorOptions = {
    label: words.file,
    submenu: [{ role: 'close', label: words.close }, ...(isMac ? [] : [separator, quit])],
  }
  const edit: MenuItemConstructorOptions = {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      separator,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'pasteAndMatchStyle', label: words.pasteAsText },
      { role: 'selectAll', label: words.selectAll },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      zoomItem(words.zoomIn, 'CmdOrCtrl+Plus', () => zoom('in')),
      zoomItem(words.zoomOut, 'CmdOrCtrl+-', () => zoom('out')),
      zoomItem(words.resetZoom, 'CmdOrCtrl+0', () => zoom('reset')),
      separator,
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(developer ? developerItems(words) : []),
    ],
  }
  const window: MenuItemConstructorOptions = {
    role: 'windowMenu',
    label: words.window,
    submenu: [{ role: 'minimize', label: words.minimize }, ...(isMac ? macWindowItems(words) : [])],
  }
  const help: MenuItemConstructorOptions = { role: 'help', label: words.help, submenu: [about] }
  return isMac ? [appMenu, file, edit, view, window] : [file, edit, view, window, help]
}

/** The keys are shown here and heard by `zoom.ts`, which knows more of them. */
function zoomItem(label: string, accelerator: string, click: () => void): MenuItemConstructorOptions {
  return { label, accelerator, registerAccelerator: false, click }
}

function developerItems(words: Words): MenuItemConstructorOptions[] {
  return [separator, { role: 'reload', label: words.reload }, { role: 'toggleDevTools', label: words.devTools }]
}

function macWindowItems(words: Words): MenuItemConstructorOptions[] {
  return [{ role: 'zoom', label: words.zoomWindow }, separator, { role: 'front', label: words.front }]
}
