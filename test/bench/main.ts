import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

/**
 * `npm run bench -- [--cases N] [--only store,desk,screen,palette,devices,rmas,import]`: each part in a process of its own, so that memory and
 * caches are its own. Prints one JSON line a figure: what it is, its value, what it must reach, and whether it does.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '50000' },
    only: { type: 'string', default: 'store,desk,screen,palette,devices,rmas,import' },
  },
})

const failed: string[] = []

async function part(name: string): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', join(import.meta.dirname, `${name}.ts`), '--cases', values.cases],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    if (line.startsWith('{') && JSON.parse(line).ok === false) failed.push(JSON.parse(line).figure)
  }
  const code = await new Promise<number | null>((done) => {
    if (child.exitCode !== null) done(child.exitCode)
    else child.on('exit', done)
  })
  if (code !== 0) failed.push(`${name} ended with ${code}`)
}

const parts = values.only.split(',')
const onScreen = parts.includes('screen') || parts.includes('palette')
if (onScreen && !existsSync(join(import.meta.dirname, '..', '..', 'out', 'renderer', 'index.html'))) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
for (const name of parts) await part(name)
console.error(failed.length === 0 ? 'All figures reach what they must.' : `Not reached: ${failed.join('; ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
