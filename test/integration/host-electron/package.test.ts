import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** What electron-builder really puts into the package, with an empty stand-in for Electron itself: no runtime is needed. */
const root = join(import.meta.dirname, '..', '..', '..')
const execute = promisify(execFile)

/** Answers the standard output; what the program said is in the error when it fails. */
async function run(name: string, args: string[]): Promise<string> {
  const result = execute(join(root, 'node_modules', '.bin', name), args, { cwd: root, maxBuffer: 2 ** 26 })
  return (
    await result.catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`${name} failed:\n${error.stdout}\n${error.stderr}`)
    })
  ).stdout
}

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spica-package-'))
  if (!existsSync(join(root, 'out', 'main', 'index.cjs')) || !existsSync(join(root, 'out', 'renderer', 'index.html'))) {
    await run('electron-vite', ['build'])
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TARGETS = [
  { flag: '--linux', arch: 'x64', executable: 'electron', unpacked: 'linux-unpacked', binary: 'linux-x64.node' },
  {
    flag: '--linux',
    arch: 'arm64',
    executable: 'electron',
    unpacked: 'linux-arm64-unpacked',
    binary: 'linux-arm64.node',
  },
  { flag: '--win', arch: 'x64', executable: 'electron.exe', unpacked: 'win-unpacked', binary: 'win32-x64.node' },
]

describe.each(TARGETS)('the package for $flag $arch', ({ flag, arch, executable, unpacked, binary }) => {
  let packed: string[]

  beforeAll(async () => {
    const dist = join(folder, `dist${flag}-${arch}`)
    mkdirSync(join(dist, 'locales'), { recursive: true })
    for (const file of [executable, 'locales/sl.pak', 'LICENSE', 'LICENSES.chromium.html']) {
      writeFileSync(join(dist, file), '')
    }
    const output = join(folder, `output${flag}-${arch}`)
    const config = join(folder, `builder${flag}-${arch}.json`)
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, 'electron-builder.yml'),
        electronDist: dist,
        directories: { output },
        // The stand-in has no fuses to set and no resources to edit.
        electronFuses: null,
        disableAsarIntegrity: true,
        win: { signAndEditExecutable: false },
      }),
    )
    await run('electron-builder', [flag, 'dir', `--${arch}`, '--config', config])
    const archive = join(output, unpacked, 'resources', 'app.asar')
    const list = await run('asar', ['list', archive])
    packed = list
      .replaceAll('\\', '/')
      .trim()
      .split('\n')
      .map((path) => path.slice(1))
  })

  it('has the built desk', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/index.cjs',
        'out/main/desk-process.cjs',
        'out/preload/index.cjs',
        'out/renderer/index.html',
      ]),
    )
  })

  it('has nothing beside it but the database', () => {
    const others = packed.filter(
      (path) => !/^(package\.json|out(\/.*)?|node_modules(\/better-sqlite3(\/.*)?)?)$/.test(path),
    )
    expect(others).toEqual([])
  })

  it('has no browser host and no portal', () => {
    const names = packed.filter((path) => /host-web|portal|pglite|fastify|better-auth|(^|\/)ws(\/|$)/.test(path))
    expect(names).toEqual([])
  })

  it('has this platform’s native binary alone', () => {
    expect(packed.filter((path) => path.endsWith('.node'))).toEqual([`node_modules/better-sqlite3/prebuilds/${binary}`])
  })

  it('has no sources of the database', () => {
    const sources = packed.filter((path) =>
      /better-sqlite3\/(build|deps|src)(\/|$)|\.(c|cpp|hpp|gyp|gypi|d\.ts)$/.test(path),
    )
    expect(sources).toEqual([])
  })
})
