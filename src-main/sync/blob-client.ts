import type { AxiosRequestConfig, AxiosResponse } from 'axios'
import { UPLOAD_COMPLETE, UPLOAD_LENGTH, UPLOAD_OFFSET } from '#shared/portal-api/blobs.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { problemDetails } from '#shared/portal-api/problem.ts'
import { PortalFault } from './portal-fault.ts'

export type UploadState = { received: number; complete: boolean }

/** What became of a chunk. `moved`: the portal goes on elsewhere. `mismatch`: the whole is not what its hash says. */
export type ChunkResult =
  | ({ kind: 'taken' | 'moved' } & UploadState)
  | { kind: 'mismatch' }
  | { kind: 'refused'; code: 'too_large' | 'file_type_refused' }

/** Bytes of files. Rejects with a `PortalFault` like the rest of the client. */
export type BlobClient = {
  /** How much of a file the portal has. */
  state(sha256: string, signal?: AbortSignal): Promise<UploadState>
  append(
    sha256: string,
    chunk: { offset: number; size: number; bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<ChunkResult>
  /** The bytes of [from, to), or what there is of them; null where the portal has no such file for this agent. */
  read(sha256: string, range: { from: number; to: number }, signal?: AbortSignal): Promise<Buffer | null>
}

/** `answers`: the statuses outside 2xx that are no failure. */
export type Send = (config: AxiosRequestConfig, answers?: readonly number[]) => Promise<AxiosResponse<unknown>>

export function createBlobClient(send: Send): BlobClient {
  const urlOf = (sha256: string) => `${PORTAL_PATHS.blobs}/${sha256}`
  return {
    async state(sha256, signal) {
      const answer = await send({ method: 'HEAD', url: urlOf(sha256), signal }, [404])
      return answer.status === 404 ? { received: 0, complete: false } : uploadState(answer)
    },
    async append(sha256, { offset, size, bytes }, signal) {
      const answer = await send(
        {
          method: 'PATCH',
          url: urlOf(sha256),
          data: bytes,
          headers: {
            'content-type': 'application/octet-stream',
            [UPLOAD_OFFSET]: String(offset),
            [UPLOAD_LENGTH]: String(size),
          },
          signal,
        },
        [409, 413, 415, 422],
      )
      switch (answer.status) {
        case 409:
          return { kind: 'moved', ...uploadState(answer) }
        case 413:
          // One in between takes shorter requests than the portal itself.
          if (!isPortals(answer)) throw new PortalFault('too_large', 'HTTP 413 from elsewhere')
          return { kind: 'refused', code: 'too_large' }
        case 415:
          return { kind: 'refused', code: 'file_type_refused' }
        case 422:
          return { kind: 'mismatch' }
        default:
          return { kind: 'taken', ...uploadState(answer) }
      }
    },
    async read(sha256, { from, to }, signal) {
      const answer = await send(
        {
          url: urlOf(sha256),
          responseType: 'arraybuffer',
          headers: { range: `bytes=${from}-${to - 1}`, accept: '*/*', 'accept-encoding': 'identity' },
          signal,
        },
        [404, 416],
      )
      if (answer.status === 404 || answer.status === 416) return isPortals(answer) ? null : notThePortal(answer)
      if (!Buffer.isBuffer(answer.data)) throw new PortalFault('bad_response', 'no bytes')
      // A line that ignores ranges sends the file from its beginning.
      const bytes = answer.status === 206 ? answer.data : answer.data.subarray(from, to)
      if (bytes.length > to - from) throw new PortalFault('bad_response', 'more bytes than asked for')
      return bytes
    },
  }
}

function uploadState(answer: AxiosResponse<unknown>): UploadState {
  const text = String(answer.headers[UPLOAD_OFFSET] ?? '')
  if (!/^\d{1,15}$/.test(text)) return notThePortal(answer)
  return { received: Number(text), complete: answer.headers[UPLOAD_COMPLETE] === '?1' }
}

function isPortals(answer: AxiosResponse<unknown>): boolean {
  try {
    return problemDetails.safeParse(JSON.parse(String(answer.data))).success
  } catch {
    return false
  }
}

function notThePortal(answer: AxiosResponse<unknown>): never {
  throw new PortalFault('bad_response', `HTTP ${answer.status} without what the portal says`)
}
