import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright'
import { DISABLED_FEATURES } from '#main/host-electron/chromium.ts'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'

/** Without what the program's own window does without, too. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined,
    args: [
      ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
      `--disable-features=${DISABLED_FEATURES.join(',')}`,
    ],
  })
}
