import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { MUTANTS } from './mutants.ts'

/**
 * To be loaded before everything else (`node --import`). Gives the store the simulated disk, and plants the bug that
 * SIM_MUTANT names into the sources as they are loaded: the files themselves stay as they are.
 */
const ROOT = join(import.meta.dirname, '../..')
const STORE = pathToFileURL(join(ROOT, 'src-main/store/')).href
const DISK = pathToFileURL(join(import.meta.dirname, 'disk.ts')).href

const wanted = process.env.SIM_MUTANT
const mutant = wanted === undefined ? undefined : MUTANTS.find(({ name }) => name === wanted)
if (wanted !== undefined && !mutant) throw new Error(`There is no mutant ${wanted}`)
const patches = new Map<string, { find: string; replace: string }[]>()
for (const patch of mutant?.patches ?? []) {
  const url = pathToFileURL(join(ROOT, patch.file)).href
  patches.set(url, [...(patches.get(url) ?? []), patch])
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'better-sqlite3' && context.parentURL?.startsWith(STORE)) return { url: DISK, shortCircuit: true }
    return next(specifier, context)
  },
  load(url, context, next) {
    const here = patches.get(url)
    if (!here) return next(url, context)
    let source = readFileSync(fileURLToPath(url), 'utf8')
    for (const { find, replace } of here) {
      const count = source.split(find).length - 1
      if (count !== 1) throw new Error(`The mutant ${wanted} does not fit ${url}: found ${count} times`)
      source = source.replace(find, () => replace)
    }
    return { format: 'module-typescript', source, shortCircuit: true }
  },
})
