import type { Header } from 'postal-mime'

/**
 * Whether the receiving server found the sender's domain to be genuine: DMARC passed, or DKIM or SPF did for that domain.
 * Only the topmost header of that server counts; others came with the message.
 */
export function isAuthenticated(headers: readonly Header[], authServer: string, sender: string): boolean {
  const results = headers.find(
    ({ key, value }) => key === 'authentication-results' && serverOf(value) === authServer.toLowerCase(),
  )
  if (!results) return false
  const text = results.value.toLowerCase().replace(/\([^()]*\)/g, ' ')
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase()
  if (/\bdmarc=pass\b/.test(text)) return true
  const aligned = (method: string, property: string) =>
    text
      .split(';')
      .some(
        (part) =>
          new RegExp(`^\\s*${method}=pass\\b`).test(part) &&
          (new RegExp(`\\b${property}=([^\\s;]+)`).exec(part)?.[1] ?? '').replace(/^.*@/, '') === domain,
      )
  return aligned('dkim', 'header\\.(?:d|i)') || aligned('spf', 'smtp\\.mailfrom')
}

function serverOf(value: string): string {
  return (value.split(';')[0] ?? '').trim().split(/\s/)[0]?.toLowerCase() ?? ''
}
