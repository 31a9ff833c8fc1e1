/** Plain http is for this machine only; a portal elsewhere must be https. */
export function isPortalUrl(text: string): boolean {
  try {
    const url = new URL(text.trim())
    if (url.protocol === 'https:') return true
    return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  } catch {
    return false
  }
}
