import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/**
 * The boundaries of the folders (docs/architecture.md): who may import what. `npm run check` fails when one is crossed.
 */
export type Violation = { file: string; imports: string; rule: string }

type Rule = {
  name: string
  /** Files that the rule is about, as a path prefix or pattern from the repository's root. */
  from: RegExp
  /** Resolved imports that are refused: `pkg:name` for a package, a path from the root for a file. */
  refuse: RegExp
}

const SOURCES = /^src-/
const outside = (folder: string) => new RegExp(`^(?!${folder})src-`)

export const RULES: Rule[] = [
  {
    name: 'Only src-main/host-electron imports electron',
    from: outside('src-main/host-electron/'),
    refuse: /^pkg:electron(\/|$)/,
  },
  {
    name: 'Only src-main/store imports better-sqlite3',
    from: outside('src-main/store/'),
    refuse: /^pkg:better-sqlite3/,
  },
  { name: 'Only src-main/sync imports axios', from: outside('src-main/sync/'), refuse: /^pkg:axios/ },
  {
    name: 'Only rpc folders and the hosts know the transport',
    from: /^src-(?!(main|renderer)\/rpc\/|main\/host-)/,
    refuse: /^pkg:(ws|@orpc\/(server|client)\/(message-port|ws|websocket))$/,
  },
  {
    name: 'src-shared imports nothing but zod (src-shared/rpc also @orpc/contract)',
    from: /^src-shared\/(?!rpc\/)/,
    refuse: /^(pkg:(?!zod$)|node:|src-(?!shared\/))/,
  },
  {
    name: 'src-shared/rpc imports nothing but zod and @orpc/contract',
    from: /^src-shared\/rpc\//,
    refuse: /^(pkg:(?!(zod|@orpc\/contract)$)|node:|src-(?!shared\/))/,
  },
  {
    name: 'src-renderer imports src-shared and itself',
    from: /^src-renderer\//,
    refuse: /^(node:|src-(?!(shared|renderer)\/))/,
  },
  {
    name: "src-portal/web imports src-shared and itself: it runs in customers' browsers",
    from: /^src-portal\/web\/(?!vite\.config\.ts$)/,
    refuse: /^(node:|src-(?!(shared|portal\/web)\/))/,
  },
  { name: 'The portal imports nothing of its pages', from: /^src-portal\/(?!web\/)/, refuse: /^src-portal\/web\// },
  { name: 'src-main imports src-shared and itself', from: /^src-main\//, refuse: /^src-(?!(shared|main)\/)/ },
  { name: 'src-portal imports src-shared and itself', from: /^src-portal\//, refuse: /^src-(?!(shared|portal)\/)/ },
  { name: 'Nothing imports a host', from: /^src-(?!main\/host-)/, refuse: /^src-main\/host-/ },
  { name: 'A host does not import the other', from: /^src-main\/host-web\//, refuse: /^src-main\/host-electron\// },
  { name: 'A host does not import the other', from: /^src-main\/host-electron\//, refuse: /^src-main\/host-web\// },
  { name: 'The store knows nothing above it', from: /^src-main\/store\//, refuse: /^src-main\/(?!store\/)/ },
  { name: 'Sync knows the store, not the desk', from: /^src-main\/sync\//, refuse: /^src-main\/(?!(store|sync)\/)/ },
  { name: 'Sources do not import tests or scripts', from: SOURCES, refuse: /^(test|scripts)\// },
]

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g

function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => match[2]!)
}

function resolveImport(root: string, file: string, specifier: string, aliases: [string, string][]): string {
  if (specifier.startsWith('node:')) return specifier
  if (specifier.startsWith('.'))
    return relative(root, resolve(root, dirname(file), specifier))
      .split(sep)
      .join('/')
  for (const [alias, target] of aliases) {
    if (specifier.startsWith(alias)) return target + specifier.slice(alias.length)
  }
  return `pkg:${specifier}`
}

/** All crossings below `root`'s `src-*` folders. */
export function findViolations(root: string): Violation[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports?: Record<string, string> }
  const aliases = Object.entries(manifest.imports ?? {}).map(([alias, target]): [string, string] => [
    alias.replace('*', ''),
    target.replace('./', '').replace('*', ''),
  ])
  const violations: Violation[] = []
  for (const folder of readdirSync(root).filter((name) => SOURCES.test(name))) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|tsx|mts|cts)$/.test(entry)) continue
      const file = `${folder}/${entry.split(sep).join('/')}`
      if (!existsSync(join(root, file))) continue
      const rules = RULES.filter((rule) => rule.from.test(file))
      for (const specifier of importsOf(readFileSync(join(root, file), 'utf8'))) {
        const target = resolveImport(root, file, specifier, aliases)
        const broken = rules.filter((rule) => rule.refuse.test(target))
        violations.push(...broken.map((rule) => ({ file, imports: specifier, rule: rule.name })))
      }
    }
  }
  return violations
}
