import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** Puts a recorder in the place of the operating system's "open this". */
async function recordOpened(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => {
      opened.push(url)
    }
  })
  return () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

test('the page has nothing of Node or Electron', async ({ launch }) => {
  const { page, desk } = await launch()
  await desk.ready()
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname'].filter(
      (name) => name in window,
    ),
  )
  expect(found).toEqual([])
})

test('the page cannot be led away', async ({ launch }) => {
  const { app, page, desk } = await launch()
  await desk.ready()
  // The route after the # is the page's own and may still settle; a page that was left would lose this mark.
  await page.evaluate(() => Object.assign(window, { stayed: true }))
  for (const url of [
    'https://example.com/',
    'https://example.com/?app://desk/',
    'file:///etc/passwd',
    'data:text/html,x',
  ]) {
    await page.evaluate((to) => {
      location.href = to
    }, url)
    await page.evaluate(() => new Promise((done) => setTimeout(done, 200)))
    expect(page.url()).toMatch(/^app:\/\/desk\/(#|$)/)
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
  }
  // Asked in the page itself: Playwright would wait for the navigation that never comes.
  expect(await page.evaluate(() => document.querySelectorAll('[role=option]').length)).toBeGreaterThan(0)
  expect(app.windows()).toHaveLength(1)
})

test('no window opens; only web and mail links go outside', async ({ launch }) => {
  const { app, page, desk } = await launch()
  await desk.ready()
  const opened = await recordOpened(app)
  const urls = [
    'https://example.com/help',
    'mailto:podpora@example.com',
    'http://example.com/',
    'file:///etc/passwd',
    'smb://server/share',
    'app://desk/',
    'javascript:alert(1)',
  ]
  const results = await page.evaluate((all) => all.map((url) => window.open(url) === null), urls)
  expect(results).toEqual(urls.map(() => true))
  await expect.poll(opened).toEqual(['https://example.com/help', 'mailto:podpora@example.com'])
  expect(app.windows()).toHaveLength(1)
})

test('the content policy refuses code and connections that are not the desk’s', async ({ launch }) => {
  const { page, desk } = await launch()
  await desk.ready()
  const results = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const inline = document.createElement('script')
    inline.textContent = 'window.inlineRan = true'
    document.head.append(inline)
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(frame)
    const refused = async (attempt: () => unknown) => {
      try {
        await attempt()
        return false
      } catch {
        return true
      }
    }
    const outcome = {
      // In a task of the page's own: what the debugger evaluates may use eval whatever the policy says.
      eval: await new Promise<boolean>((done) => {
        // biome-ignore lint/security/noGlobalEval: that it does not work is what is tested.
        setTimeout(() => void refused(() => globalThis.eval('1')).then(done), 0)
      }),
      fetch: await refused(() => fetch('https://example.com/')),
      inline: !('inlineRan' in window),
    }
    await new Promise((done) => setTimeout(done, 100))
    frame.remove()
    inline.remove()
    return { ...outcome, violations }
  })
  expect(results).toMatchObject({ eval: true, fetch: true, inline: true })
  expect(results.violations).toEqual(expect.arrayContaining(['script-src-elem', 'connect-src', 'frame-src']))
})

test('the desk’s protocol serves its own files alone', async ({ launch }) => {
  const { page, desk } = await launch()
  await desk.ready()
  const statuses = await page.evaluate(async () => {
    const status = async (path: string, method = 'GET') => (await fetch(path, { method })).status
    return {
      page: await status('/'),
      missing: await status('/nothing.js'),
      package: await status('/..%2f..%2fpackage.json'),
      dots: await status('/%2e%2e/%2e%2e/package.json'),
      backslashes: await status('/..%5c..%5cpackage.json'),
      post: await status('/', 'POST'),
    }
  })
  expect(statuses).toEqual({ page: 200, missing: 404, package: 404, dots: 404, backslashes: 404, post: 405 })
})

test('permissions are denied but for the clipboard and notifications', async ({ launch }) => {
  const { page, desk } = await launch()
  await desk.ready()
  const answers = await page.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(
      () => 'given',
      (error: Error) => error.name,
    )
    const place = await new Promise<string>((done) => {
      navigator.geolocation.getCurrentPosition(
        () => done('given'),
        (error) => done(error.code === error.PERMISSION_DENIED ? 'denied' : `code ${error.code}`),
      )
    })
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    return { camera, place, state, notifications: Notification.permission }
  })
  expect(answers.camera).toMatch(/NotAllowedError|NotFoundError/)
  expect(answers).toMatchObject({ place: 'denied', state: 'denied', notifications: 'granted' })
})

test('a frame inside the page gets no port', async ({ launch }) => {
  const { page, desk } = await launch()
  await desk.ready()
  const given = await page.evaluate(
    () =>
      new Promise<boolean>((done) => {
        const frame = document.createElement('iframe')
        frame.srcdoc = '<p>inside</p>'
        document.body.append(frame)
        frame.onload = () => {
          const inside = frame.contentWindow!
          inside.addEventListener('message', (event) => {
            if (event.data === 'desk-port') done(true)
          })
          inside.postMessage('desk-port-wanted', '*')
          setTimeout(() => {
            frame.remove()
            done(false)
          }, 500)
        }
      }),
  )
  expect(given).toBe(false)
})
