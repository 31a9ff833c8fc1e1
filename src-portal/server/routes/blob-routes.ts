import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { MAX_UPLOAD_CHUNK, UPLOAD_COMPLETE, UPLOAD_LENGTH, UPLOAD_OFFSET } from '#shared/portal-api/blobs.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import { readableBlob } from '../../blobs/readable.ts'
import type { BlobStore, ByteRange } from '../../blobs/store.ts'
import type { AppendResult, UploadState, Uploads } from '../../blobs/uploads.ts'
import type { Query } from '../../db/open.ts'
import { createAgentGuard, refuseOldProtocol, signedIn } from '../http/agent-guard.ts'
import { BEARER, NO_CONTENT, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { PortalProblem } from '../http/problems.ts'

const params = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const url = `${PORTAL_PATHS.blobs}/:sha256`

export type BlobRoutesOptions = {
  auth: AgentAuth
  query: Query
  store: BlobStore
  uploads: Uploads
  maxAttachmentBytes: number
}

/** Bytes of attachments under the hash of their content; see `PORTAL_PATHS.blobs`. */
export function blobRoutes({
  auth,
  query,
  store,
  uploads,
  maxAttachmentBytes,
}: BlobRoutesOptions): FastifyPluginAsyncZod {
  const guards = [createAgentGuard(auth), refuseOldProtocol]
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )

    app.route({
      method: 'HEAD',
      url,
      onRequest: guards,
      schema: {
        summary: 'How much of a file the portal has',
        tags: ['blobs'],
        security: BEARER,
        params,
        response: { 204: NO_CONTENT, ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const state = await uploads.state(request.params.sha256)
        if (!state) throw new PortalProblem('not_found')
        return withState(reply, state).code(204).send(null)
      },
    })

    app.route({
      method: 'PATCH',
      url,
      onRequest: guards,
      bodyLimit: MAX_UPLOAD_CHUNK,
      schema: {
        summary: 'Append bytes to an upload; with the last of them the whole is checked',
        tags: ['blobs'],
        security: BEARER,
        params,
        headers: z.object({ [UPLOAD_OFFSET]: wholeNumber, [UPLOAD_LENGTH]: wholeNumber }),
        response: { 204: NO_CONTENT, ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const offset = request.headers[UPLOAD_OFFSET]
        const size = request.headers[UPLOAD_LENGTH]
        const bytes = request.body
        if (!Buffer.isBuffer(bytes) || bytes.length === 0 || offset + bytes.length > size) {
          throw new PortalProblem('invalid_request', { detail: 'The bytes do not fit into the announced length' })
        }
        if (size > maxAttachmentBytes) throw new PortalProblem('too_large')
        return sendAppended(reply, await uploads.append(request.params.sha256, { offset, size, bytes }))
      },
    })

    app.route({
      method: 'GET',
      url,
      onRequest: guards,
      // What is stored is sent as it is, so that ranges mean the same bytes.
      compress: false,
      schema: {
        summary: 'The bytes of an attachment that the agent may see',
        tags: ['blobs'],
        security: BEARER,
        params,
        headers: z.object({ range: z.string().optional() }),
        response: {
          200: { description: 'All bytes', content: { 'application/octet-stream': { schema: z.string() } } },
          206: { description: 'Those of the range', content: { 'application/octet-stream': { schema: z.string() } } },
          ...PROBLEM_RESPONSE,
        },
      },
      handler: async (request, reply) => {
        const { sha256 } = request.params
        const blob = await readableBlob(query, { agentId: signedIn(request).agent.id, sha256 })
        if (!blob) throw new PortalProblem('not_found')
        const { size, mediaType } = blob
        const range = readRange(request.headers.range, size)
        if (range === 'outside') {
          reply.header('content-range', `bytes */${size}`)
          throw new PortalProblem('range_not_satisfiable')
        }
        const { from, to } = range ?? { from: 0, to: size }
        const bytes = await store.read(sha256, { from, to })
        if (bytes === null) {
          request.log.error({ sha256 }, 'The blob store has lost a file')
          throw new PortalProblem('not_found')
        }
        if (range) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${size}`)
        return sendBytes(reply, bytes, { sha256, mediaType, length: to - from })
      },
    })
  }
}

function withState(reply: FastifyReply, { received, size, complete }: UploadState): FastifyReply {
  reply.header(UPLOAD_OFFSET, received).header(UPLOAD_LENGTH, size).header('cache-control', 'no-store')
  return complete ? reply.header(UPLOAD_COMPLETE, '?1') : reply
}

function sendAppended(reply: FastifyReply, result: AppendResult): FastifyReply {
  switch (result.kind) {
    case 'taken':
      return withState(reply, result).code(204).send(null)
    case 'elsewhere':
      withState(reply, result)
      throw new PortalProblem('offset_mismatch')
    default:
      throw new PortalProblem(result.kind)
  }
}

function sendBytes(
  reply: FastifyReply,
  bytes: Readable,
  { sha256, mediaType, length }: { sha256: string; mediaType: string; length: number },
): FastifyReply {
  return reply
    .type(mediaType)
    .headers({
      'content-length': length,
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
      // Never shown in a browser, whatever it thinks that it is.
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(bytes)
}

/** The first range of the header; null: all of it, also when the header makes no sense (RFC 9110). */
function readRange(header: string | undefined, size: number): ByteRange | null | 'outside' {
  const found = /^bytes=(\d*)-(\d*)(?:,|$)/.exec(header?.trim() ?? '')
  const [first = '', last = ''] = found?.slice(1) ?? []
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  if (from >= size) return 'outside'
  return from < to ? { from, to } : null
}
