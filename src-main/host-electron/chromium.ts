import type { CommandLine } from 'electron'

/**
 * After a key Chromium holds everything else back until the frame with that key's letter is drawn. What the key asks the desk
 * for is mostly here before that frame: held back, it is shown a whole frame later, each time.
 */
export const DISABLED_FEATURES: readonly string[] = ['DeferRendererTasksAfterInput']

/** To be called before the app is ready. What the command line names already stays disabled, too. */
export function disableFeatures(commandLine: Pick<CommandLine, 'getSwitchValue' | 'appendSwitch'>): void {
  const named = commandLine.getSwitchValue('disable-features').split(',')
  const all = [...named.filter((name) => name !== ''), ...DISABLED_FEATURES]
  commandLine.appendSwitch('disable-features', [...new Set(all)].join(','))
}
