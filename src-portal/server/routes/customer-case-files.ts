import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { uploadResponse } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { AttemptLimit } from '../../auth/failed-attempts.ts'
import type { BlobStore } from '../../blobs/store.ts'
import type { Uploads } from '../../blobs/uploads.ts'
import { type CustomerFile, findFile } from '../../customer-cases/files.ts'
import { discardUpload, storeUpload } from '../../customer-cases/uploads.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import type { Query } from '../../db/open.ts'
import type { ServiceDeps } from '../deps.ts'
import { type CustomerGuard, signedInCustomer } from '../http/customer-guard.ts'
import { CUSTOMER_PROBLEM_RESPONSE } from '../http/customer-problems.ts'
import { known, perCustomer } from '../http/customer-requests.ts'

/** A sender who is silent for so long has gone. */
const SILENCE_MS = 60_000

export type CustomerFileOptions = {
  guard: CustomerGuard
  deps: ServiceDeps
  query: Query
  store: BlobStore
  uploads: Uploads
  maxAttachmentBytes: number
  /** Of one person. */
  uploadLimit: AttemptLimit
  downloadLimit: AttemptLimit
}

/** Files of customers: sent one by one before the words that they go with, and fetched as downloads alone. */
export function customerCaseFiles(options: CustomerFileOptions): FastifyPluginAsyncZod {
  const { deps, query, store, uploads, maxAttachmentBytes: maxBytes } = options
  const onRequest = options.guard.requireCustomer
  const tags = ['customers’ files']
  return async (app) => {
    // Whatever a browser calls it: the bytes say what it is.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.uploads,
      onRequest,
      config: { rateLimit: perCustomer(options.uploadLimit), slowBody: true },
      schema: {
        tags,
        summary: 'Send a file, its bytes as the body; it belongs to nothing until a case or note names it',
        querystring: z.object({ name: z.string().max(1000).default('') }),
        response: { 200: uploadResponse, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request) => {
        if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new CustomerRefusal('too_large')
        const source = pieces((request.body ?? request.raw) as Readable)
        const { contactId } = signedInCustomer(request)
        return storeUpload(deps, uploads, { contactId, fileName: request.query.name, source, maxBytes })
      },
    })

    app.route({
      method: 'DELETE',
      url: `${CUSTOMER_PATHS.uploads}/:fileId`,
      onRequest,
      config: { rateLimit: perCustomer(options.uploadLimit) },
      schema: {
        tags,
        summary: 'Take back a file that belongs to nothing yet',
        params: z.object({ fileId: z.string() }),
        response: { 204: z.null().describe('Done'), ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        const gone = await discardUpload(deps.db, { contactId, fileId: known(request.params.fileId) })
        if (!gone) throw new CustomerRefusal('not_found')
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'GET',
      url: `${CUSTOMER_PATHS.files}/:attachmentId`,
      onRequest,
      config: { rateLimit: perCustomer(options.downloadLimit) },
      compress: false,
      schema: {
        tags,
        summary: 'The bytes of a file of a case that the customer may see, as a download',
        params: z.object({ attachmentId: z.string() }),
        response: {
          200: { description: 'All bytes', content: { 'application/octet-stream': { schema: z.string() } } },
          ...CUSTOMER_PROBLEM_RESPONSE,
        },
      },
      handler: async (request, reply) => {
        const file = await findFile(query, signedInCustomer(request), known(request.params.attachmentId))
        const bytes = file && (await store.read(file.sha256, { from: 0, to: file.size }))
        if (file && !bytes) request.log.error({ sha256: file.sha256 }, 'The blob store has lost a file')
        if (!file || !bytes) throw new CustomerRefusal('not_found')
        return sendDownload(reply, file, bytes)
      },
    })
  }
}

/** The stream outlives a reader who has read enough: the answer goes over the same connection, once the rest is past. */
async function* pieces(source: Readable): AsyncGenerator<Uint8Array> {
  const silent = setTimeout(() => source.destroy(new CustomerRefusal('invalid_request')), SILENCE_MS)
  try {
    for await (const piece of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      silent.refresh()
      yield piece
    }
  } finally {
    clearTimeout(silent)
    source.on('error', () => {}).resume()
  }
}

/** Saved and never shown, whatever a browser thinks that it is. */
function sendDownload(reply: FastifyReply, { fileName, size, mediaType }: CustomerFile, bytes: Readable): FastifyReply {
  return reply
    .type(mediaType)
    .headers({
      'content-length': size,
      'content-disposition': attachmentNamed(fileName),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(bytes)
}

/** With the name in UTF-8 (RFC 6266), and what is left of it in ASCII for whoever does not read that. */
export function attachmentNamed(fileName: string): string {
  const ascii = fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.() -]/g, '_')
  const utf8 = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`
}
