import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBuilt } from '../../../scripts/start/built.ts'
import { startChild } from '../../../scripts/start/child.ts'
import { demoFolder, noDisplay } from '../../../scripts/start/folders.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'spica-start-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('isBuilt', () => {
  function put(path: string, seconds: number): void {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
    utimesSync(file, seconds, seconds)
  }

  function putAll(): void {
    for (const path of ['src-main/desk/index.ts', 'src-renderer/main.tsx', 'package.json']) put(path, 100)
    for (const path of ['main/index.cjs', 'preload/index.cjs', 'renderer/index.html']) put(`out/${path}`, 200)
  }

  it('is content with an output younger than every source', () => {
    putAll()
    expect(isBuilt(root, 'desk')).toBe(true)
  })

  it.each(['src-main/desk/index.ts', 'src-renderer/new/deep.tsx', 'package.json'])('notices a change of %s', (path) => {
    putAll()
    put(path, 300)
    expect(isBuilt(root, 'desk')).toBe(false)
  })

  it.each(['main/index.cjs', 'preload/index.cjs', 'renderer/index.html'])('misses %s', (path) => {
    putAll()
    rmSync(join(root, 'out', path))
    expect(isBuilt(root, 'desk')).toBe(false)
  })

  it('looks at the customers’ pages by themselves', () => {
    putAll()
    put('src-portal/web/main.tsx', 300)
    expect(isBuilt(root, 'desk')).toBe(true)
    expect(isBuilt(root, 'web')).toBe(false)
    put('out/web/index.html', 400)
    expect(isBuilt(root, 'web')).toBe(true)
  })
})

describe('noDisplay', () => {
  it('looks for one on Linux alone', () => {
    expect(noDisplay({}, 'linux')).toContain('DISPLAY')
    expect(noDisplay({ DISPLAY: ':0' }, 'linux')).toBeNull()
    expect(noDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBeNull()
    expect(noDisplay({}, 'darwin')).toBeNull()
    expect(noDisplay({}, 'win32')).toBeNull()
  })
})

describe('demoFolder', () => {
  it('is in the user’s data folder of each system', () => {
    expect(demoFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(join('/data', 'spica-desk', 'demo'))
    expect(demoFolder({ LOCALAPPDATA: 'C:\\Local' }, 'win32')).toBe(join('C:\\Local', 'spica-desk', 'demo'))
    expect(demoFolder({}, 'darwin')).toContain(join('Application Support', 'spica-desk', 'demo'))
  })
})

describe('startChild', () => {
  const start = (script: string) =>
    startChild({ name: 'The part', command: process.execPath, args: ['-e', script], cwd: root })

  it('finds a line, also one that came before it was asked for', async () => {
    const child = start('console.log("Ready: 7"); process.stdin.resume()')
    expect((await child.line(/^Ready: (\d)$/))[1]).toBe('7')
    expect((await child.line(/^Ready: (\d)$/))[1]).toBe('7')
    await child.stop()
  })

  it('says how a part ended that never was ready', async () => {
    const child = start('process.exit(3)')
    await expect(child.line(/^Ready/)).rejects.toThrow('The part ended with code 3 before it was ready.')
    expect(await child.ended).toEqual({ how: 'ended with code 3', ok: false })
  })

  it('says why a part could not be started', async () => {
    const child = startChild({ name: 'The part', command: join(root, 'nothing'), args: [], cwd: root })
    expect(await child.ended).toMatchObject({ ok: false, how: expect.stringContaining('could not be started') })
    await child.stop()
  })

  it('lets a part end in order', async () => {
    const child = start('process.on("SIGTERM", () => process.exit(0)); console.log("Ready"); process.stdin.resume()')
    await child.line(/^Ready$/)
    await child.stop()
    expect(await child.ended).toMatchObject({ ok: true })
  })
})
