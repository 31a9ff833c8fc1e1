/** Time that a browser may take to begin with the file. */
const KEPT_MS = 60_000

/** Hands content to the browser as a file; it asks where to keep it, or keeps it among the downloads. */
export function download(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
