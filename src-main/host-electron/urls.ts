import { resolve, sep } from 'node:path'

export const DESK_SCHEME = 'app'
const DESK_HOST = 'desk'
export const DESK_PAGE = `${DESK_SCHEME}://${DESK_HOST}/`

function parse(url: string): URL | null {
  try {
    return new URL(url)
  } catch {
    return null
  }
}

/** Whether a URL belongs to the desk's own pages. By parts: `https://evil.example/?app://desk/` contains ours but is not ours. */
export function isDeskUrl(url: string): boolean {
  const parsed = parse(url)
  return (
    parsed !== null &&
    parsed.protocol === `${DESK_SCHEME}:` &&
    parsed.hostname === DESK_HOST &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === ''
  )
}

/** Whether a URL is that of bytes which one of the desk's own pages holds. */
export function isDeskBlob(url: string): boolean {
  return url.startsWith('blob:') && isDeskUrl(url.slice('blob:'.length))
}

/** Whether a link may be handed to the operating system. Anything else (file:, ms-*:, smb:…) can start programs. */
export function isExternalUrl(url: string): boolean {
  const parsed = parse(url)
  if (parsed === null) return false
  if (parsed.protocol === 'mailto:') return true
  return parsed.protocol === 'https:' && parsed.hostname !== '' && parsed.username === '' && parsed.password === ''
}

/** The file under `root` that a desk URL names; null when it is not the desk's or leads outside `root`. */
export function fileOf(root: string, url: string): string | null {
  if (!isDeskUrl(url)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  if (/[\\\0:]/.test(path) || path.split('/').includes('..')) return null
  const file = resolve(root, `.${path.endsWith('/') ? `${path}index.html` : path}`)
  return file.startsWith(resolve(root) + sep) ? file : null
}
