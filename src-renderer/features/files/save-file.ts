const REVOKE_MS = 60_000

/** Hands a file to the person's own folder: the browser or Electron asks or knows where to. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download reads the address after this turn; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS)
}
