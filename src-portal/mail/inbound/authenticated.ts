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
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase()
  const parts = withoutFreeText(results.value.toLowerCase()).split(';').slice(1)
  const aligned = (method: string, property: string) =>
    parts.some(
      (part) =>
        new RegExp(`^\\s*${method}=pass(?=\\s|$)`).test(part) &&
        (new RegExp(`\\s${property}=([^\\s;]+)`).exec(part)?.[1] ?? '').replace(/^.*@/, '') === domain,
    )
  return aligned('dmarc', 'header\\.from') || aligned('dkim', 'header\\.(?:d|i)') || aligned('spf', 'smtp\\.mailfrom')
}

/** Quoted strings and comments, nested ones too: a sender chooses what stands in them. */
function withoutFreeText(text: string): string {
  let left = text.replace(/"(?:\\.|[^"\\])*"/g, '""')
  for (let before = ''; before !== left; ) {
    before = left
    left = left.replace(/\([^()]*\)/g, ' ')
  }
  return left
}

function serverOf(value: string): string {
  return (value.split(';')[0] ?? '').trim().split(/\s/)[0]?.toLowerCase() ?? ''
}
