/** Time that a browser may take to begin with the file. */
const KEPT_MS = 60_000

export type ReadableKind = 'text' | 'json'

/** One of the two files that an export comes as: for reading, or for machines. Answers its name. */
export function downloadExport(
  { fileName, text, json }: { fileName: string; text: string; json: string },
  kind: ReadableKind,
): string {
  const base = fileName.replace(/\.(txt|json)$/, '')
  if (kind === 'text') return download(`${base}.txt`, new Blob([text], { type: 'text/plain;charset=utf-8' }))
  return download(`${base}.json`, new Blob([json], { type: 'application/json' }))
}

/** Hands content to the browser as a file; it asks where to keep it, or keeps it among the downloads. Answers the name. */
export function download(fileName: string, content: Blob): string {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
  return fileName
}
