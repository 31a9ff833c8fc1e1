import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { openDatabase } from '#portal/db/open.ts'
import { DEMO_AGENT, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { demoWorld } from '#portal/demo/generate.ts'
import { loadDemo } from '#portal/demo/load.ts'
import { startPortal, startWebDesk } from '../support/process.ts'
import { launchBrowser } from './browser.ts'
import { measureBulk } from './bulk-window.ts'
import { atMost, percentile, print } from './figures.ts'
import { measurePaste } from './paste.ts'

/** Key press to paint of what the palette finds, a pasted list and a thousand cases changed at once, in the browser host: `--cases` cases and 100,000 devices. */
const { values } = parseArgs({ options: { cases: { type: 'string', default: '50000' } } })
const cases = Number(values.cases)
const DEVICES = 100_000
const BOUND_MS = 30
const PASTED = 5_000
const now = Date.now()

const folder = mkdtempSync(join(tmpdir(), 'spica-bench-palette-'))
const dataDir = join(folder, 'portal')
mkdirSync(dataDir)
const database = await openDatabase({ dataDir })
await loadDemo(database.db, { cases, devices: DEVICES, now })
await database.close()

const portal = await startPortal(dataDir, { cases })
const desk = await startWebDesk(join(folder, 'desk'), {
  portalUrl: portal.ready[1]!,
  signIn: { email: DEMO_AGENT.email, password: DEMO_PASSWORD },
})
const browser = await launchBrowser()
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(desk.ready[1]!)
  await page.getByRole('listbox').getByRole('option').first().waitFor({ timeout: 600_000 })
  await page
    .getByText(/Sinhronizirano|Synchronised/)
    .first()
    .waitFor({ timeout: 600_000 })
  await page.evaluate(watch)
  // The first palette fetches its own code.
  await typed(page, 'hvala')
  const samples: { ms: number; word: string }[] = []
  for (const word of words()) samples.push(...(await typed(page, word)))
  const all = samples.map(({ ms }) => ms)
  const slowest = samples.reduce((one, other) => (other.ms > one.ms ? other : one))
  print(
    atMost('key press in the palette to the paint of its results, p95', percentile(all, 0.95), BOUND_MS, 'ms', {
      p50: percentile(all, 0.5),
      slowest: slowest.ms,
      slowestWord: slowest.word,
      presses: all.length,
      cases,
      devices: DEVICES,
    }),
  )
  await measurePaste(page, pasted())
  await measureBulk(page)
} finally {
  await browser.close()
  await desk.stop()
  await portal.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** What agents look for: names, companies, words of cases, numbers of cases, beginnings and ends of serial numbers, commands. */
function words(): string[] {
  const world = demoWorld({ cases, devices: DEVICES, now })
  const some = <Row>(rows: readonly Row[], count: number) =>
    Array.from({ length: count }, (_, at) => rows[Math.floor(((at + 0.5) * rows.length) / count)]!)
  return [
    ...some(world.contacts, 8).map(({ lastName }) => lastName),
    ...some(world.accounts, 6).map(({ row }) => row.name.slice(0, 10)),
    ...some(world.devices, 10).map(({ serialNumber }) => serialNumber),
    ...some(world.devices, 6).map(({ serialNumber }) => serialNumber.slice(-5)),
    ...[
      'terminal',
      'kartica',
      'ne dela',
      'registracija',
      'posodobitev',
      'garancija',
      'CAS-02580',
      'pregled',
      'odgovor',
    ],
  ]
}

/** A tenth of them wrong. */
function pasted(): string[] {
  const { devices } = demoWorld({ cases, devices: DEVICES, now })
  return Array.from({ length: PASTED }, (_, at) =>
    at % 10 === 0 ? `QX-${at}` : (devices[(at * 7_919) % devices.length]?.serialNumber ?? ''),
  )
}

type Watching = { answered(text: string): Promise<number> }

/** In the page: from the time stamp of the newest key until the frame with its answer has been drawn. */
function watch(): void {
  let pressed = 0
  window.addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true })
  const isAnswered = (text: string) =>
    document.querySelector<HTMLInputElement>('[role=dialog] input')?.value === text &&
    document.querySelector('[role=dialog] [role=listbox]')?.getAttribute('aria-busy') === 'false'
  /** Whether the next frame has the answer, told when it has been drawn. */
  const drawn = (text: string) =>
    new Promise<boolean>((done) =>
      requestAnimationFrame(() => {
        const has = isAnswered(text)
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => done(has)
        port2.postMessage(null)
      }),
    )
  const answered = async (text: string) => {
    while (!(await drawn(text))) {
      if (performance.now() - pressed > 10_000) throw new Error(`no answer to "${text}"`)
    }
    return performance.now() - pressed
  }
  const watching: Watching = { answered }
  Object.assign(window, { watching })
}

/** Types a word into a new palette, each key after the answer to the one before; milliseconds of each. */
async function typed(page: Page, word: string): Promise<{ ms: number; word: string }[]> {
  await page.keyboard.press('Control+k')
  const input = page.getByRole('dialog').getByRole('combobox')
  await input.waitFor()
  const samples: { ms: number; word: string }[] = []
  let text = ''
  for (const key of word) {
    text += key
    const answer = page.evaluate(
      (wanted) => (window as unknown as { watching: Watching }).watching.answered(wanted),
      text,
    )
    // Other letters come without a press of their own here, and tell no time.
    const pressed = /[a-z0-9 -]/i.test(key)
    if (pressed) await page.keyboard.press(key === ' ' ? 'Space' : key)
    else await page.keyboard.insertText(key)
    const ms = await answer
    if (pressed) samples.push({ ms, word: text })
  }
  await page.keyboard.press('Escape')
  await input.waitFor({ state: 'detached' })
  return samples
}
