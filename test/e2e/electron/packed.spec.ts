import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { DeskPage } from '../desk-page.ts'
import { application, expect, runtimeFolder, SWITCHES, test } from './fixtures.ts'

const execute = promisify(execFile)
const isLinux = process.platform === 'linux'

/** Packs the built application for this machine, around the runtime that the other tests use. Answers the executable. */
async function pack(output: string): Promise<string> {
  const config = process.env.DESK_ELECTRON_APP ? 'test/e2e/electron/pack-older-runtime.yml' : 'electron-builder.yml'
  const builder = join(application, 'node_modules', 'electron-builder', 'cli.js')
  const args = [
    '--linux',
    'dir',
    '--config',
    config,
    `-c.electronDist=${runtimeFolder}`,
    `-c.directories.output=${output}`,
  ]
  await execute(process.execPath, [builder, ...args], { cwd: application, maxBuffer: 2 ** 26 })
  return join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked', 'spica-desk')
}

test('the packed application starts, signs in and shows its queue', async ({ portal, temporaryFolder, signIn }) => {
  test.skip(!isLinux, 'Packing is tried for Linux alone; what the others contain is tested without running it.')
  test.setTimeout(180_000)
  const executable = await pack(temporaryFolder())
  const child = spawn(
    executable,
    [...SWITCHES, '--remote-debugging-port=0', '--profile', temporaryFolder()],
    // An installed application must not sign in by its environment.
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DESK_PORTAL_URL: portal.ready[1]!, ...signIn } },
  )
  const ended = once(child, 'exit')
  try {
    const browser = await chromium.connectOverCDP(await debuggerOf(child.stderr))
    const page = browser.contexts()[0]!.pages()[0]!
    const desk = new DeskPage(page)
    await page.getByLabel(desk.t('session.portalUrl')).fill(portal.ready[1]!)
    await page.getByLabel(desk.t('session.email')).fill(signIn.DESK_SIGN_IN_EMAIL)
    await page.getByLabel(desk.t('session.password'), { exact: true }).fill(signIn.DESK_SIGN_IN_PASSWORD)
    await page.getByRole('button', { name: desk.t('session.signIn'), exact: true }).click()
    await desk.ready()
    expect(page.url()).toMatch(/^app:\/\/desk\//)
    await browser.close()
  } finally {
    child.kill('SIGTERM')
    await ended
  }
  expect(child.exitCode).toBe(0)
})

/** The debugger's address, once the page is there: a connection made while it is being opened waits for ever. */
async function debuggerOf(output: NodeJS.ReadableStream): Promise<string> {
  const address = await addressIn(output)
  const pages = async () => {
    const targets = (await (await fetch(`${address}/json/list`)).json()) as { type: string; title: string }[]
    return targets.filter(({ type }) => type === 'page').map(({ title }) => title)
  }
  await expect.poll(pages, { timeout: 30_000 }).toEqual(['Spica Desk'])
  return address
}

async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const found = /^DevTools listening on ws:\/\/([^/]+)\//.exec(line)
    if (!found) continue
    output.resume() // what it says later is not read, but must not fill the pipe
    return `http://${found[1]}`
  }
  throw new Error('The packed application ended before it could be watched.')
}
