import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import icon from '../../resources/icons/32x32.png?inline'
import { fill, type Words } from './words.ts'

export type TrayArgs = {
  words(): Words
  open(): void
  quietHour(): void
  quit(): void
  log(message: string): void
}

export type DeskTray = { show(count: number): void }

/** The sign beside the system's clock. A desktop without such a place has none, and the program works without it. */
export function createTray(args: TrayArgs): DeskTray {
  const tray = makeTray(args)
  return {
    show(count) {
      const words = args.words()
      tray?.setToolTip(count === 0 ? words.trayNone : fill(words.trayUnread, { count }))
      tray?.setContextMenu(Menu.buildFromTemplate(trayTemplate(args, count)))
    },
  }
}

export function trayTemplate({ words, open, quietHour, quit }: TrayArgs, count: number): MenuItemConstructorOptions[] {
  const { openDesk, quietHour: quiet, quit: end, trayUnread } = words()
  return [
    ...(count === 0 ? [] : [{ label: fill(trayUnread, { count }), enabled: false }]),
    { label: openDesk, click: open },
    { label: quiet, click: quietHour },
    { type: 'separator' },
    { label: end, click: quit },
  ]
}

function makeTray({ open, log }: TrayArgs): Tray | null {
  try {
    const tray = new Tray(nativeImage.createFromDataURL(icon))
    tray.on('click', open)
    return tray
  } catch (error) {
    log(`There is no tray: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}
