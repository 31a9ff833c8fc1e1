import { CSRF_HEADER, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { UploadFault } from './uploads.ts'

/** `status` 0: no answer came. */
export class UploadError extends Error {
  readonly status: number
  readonly code: string | null
  constructor(status: number, code: string | null) {
    super(`The file was not taken (${status})`)
    this.status = status
    this.code = code
  }
}

export function uploadFault(error: unknown): UploadFault {
  if (!(error instanceof UploadError)) return 'retry'
  switch (error.code) {
    case 'too_large':
    case 'file_type_refused':
    case 'too_many_files':
      return error.code
    default:
      return error.status === 413 ? 'too_large' : 'retry'
  }
}

export function isAboutSession(error: unknown): boolean {
  return error instanceof UploadError && (error.code === 'csrf_failed' || error.code === 'unauthorized')
}

/** By XMLHttpRequest, which tells how far an upload is; fetch does not. Rejects with an `UploadError`. */
export function sendFile(
  file: File,
  csrfToken: string,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<{ fileId: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${CUSTOMER_PATHS.uploads}?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader(CSRF_HEADER, csrfToken)
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(Math.min(loaded, file.size)))
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300 && typeof answer.fileId === 'string') {
        resolve({ fileId: answer.fileId })
      } else reject(new UploadError(request.status, typeof answer.code === 'string' ? answer.code : null))
    })
    for (const end of ['error', 'timeout', 'abort'] as const) {
      request.addEventListener(end, () => reject(new UploadError(0, null)))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
