import { createReadStream, readdirSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export type StaticFiles = {
  /** Sends the file of this path. False: there is none. */
  send(path: string, method: string, response: ServerResponse): boolean
}

/** The files below `root` as they are now, and nothing else: a path is looked up, never joined. Null without an index.html. */
export function staticFiles(root: string): StaticFiles | null {
  const files = new Map<string, { file: string; size: number }>()
  for (const entry of entriesOf(root)) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    files.set(`/${relative(root, file).split(sep).join('/')}`, { file, size: statSync(file).size })
  }
  const index = files.get('/index.html')
  if (!index) return null
  files.set('/', index)
  return {
    send(path, method, response) {
      const found = files.get(path)
      if (!found) return false
      response.writeHead(200, {
        'content-type': TYPES[extname(found.file)] ?? 'application/octet-stream',
        'content-length': found.size,
        // Built assets carry their hash in the name.
        'cache-control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
      })
      if (method === 'HEAD') response.end()
      else
        createReadStream(found.file)
          .on('error', () => response.destroy())
          .pipe(response)
      return true
    },
  }
}

function entriesOf(root: string) {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
  } catch {
    return []
  }
}
