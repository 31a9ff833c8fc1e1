import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AwsV4Signer } from 'aws4fetch'

export type S3Options = {
  /** E.g. `https://s3.eu-central-1.amazonaws.com` or `http://minio:9000`; buckets are part of the path. */
  endpoint: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  region: string
}

export type S3Body = { bytes: Buffer | AsyncIterable<Uint8Array>; size: number; sha256: string }

/** The store answers with an error, or not at all. Carries no key and no signature. */
export class S3Fault extends Error {
  readonly code = 'ECONNS3'

  constructor(detail: string, cause?: unknown) {
    super(`The blob store failed: ${detail}`, { cause })
    this.name = 'S3Fault'
  }
}

export type S3Client = {
  put(key: string, body: S3Body): Promise<void>
  /** Null when there is no such object. */
  get(key: string, range?: { from: number; to: number }): Promise<Readable | null>
  /** Keys in their order. */
  list(prefix: string): Promise<string[]>
  remove(key: string): Promise<void>
}

/** Without an answer or a byte for so long, a request has failed. */
const SILENCE_MS = 30_000
const NO_BODY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** The four calls that the store needs, signed (AWS Signature 4) and streamed; a body's hash is part of its signature. */
export function createS3Client(options: S3Options): S3Client {
  const { bucket, accessKeyId, secretAccessKey, region } = options
  const base = `${options.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`

  async function send(method: string, path: string, headers: Record<string, string>, body?: S3Body) {
    const signed = await new AwsV4Signer({
      method,
      url: `${base}${path}`,
      headers: { ...headers, 'x-amz-content-sha256': body?.sha256 ?? NO_BODY_SHA256 },
      service: 's3',
      accessKeyId,
      secretAccessKey,
      region,
    }).sign()
    const sent: OutgoingHttpHeaders = { ...Object.fromEntries(signed.headers), 'content-length': body?.size ?? 0 }
    const answer = await exchange(method, signed.url, sent, body).catch((error: unknown) => {
      throw error instanceof S3Fault ? error : new S3Fault(`${method}: ${codeOf(error)}`, error)
    })
    const status = answer.statusCode ?? 0
    if (status === 404 && method === 'GET') {
      answer.resume()
      return null
    }
    if (status < 200 || status > 299) throw new S3Fault(`${method}: HTTP ${status} ${await errorCode(answer)}`)
    return answer
  }

  const pathOf = (key: string) => `/${key.split('/').map(encodeURIComponent).join('/')}`

  return {
    async put(key, body) {
      await drain(await send('PUT', pathOf(key), { 'content-type': 'application/octet-stream' }, body))
    },
    get: (key, range) => send('GET', pathOf(key), range ? { range: `bytes=${range.from}-${range.to - 1}` } : {}),
    async list(prefix) {
      const keys: string[] = []
      for (let after = ''; ; after = keys.at(-1) ?? '') {
        const query = new URLSearchParams({ 'list-type': '2', prefix, ...(after ? { 'start-after': after } : {}) })
        const answer = await send('GET', `/?${query}`, {})
        if (answer === null) throw new S3Fault('there is no such bucket')
        const xml = await textOf(answer)
        const found = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map((match) => match[1] ?? '')
        keys.push(...found)
        if (found.length === 0 || !/<IsTruncated>true<\/IsTruncated>/.test(xml)) return keys
      }
    },
    async remove(key) {
      await drain(await send('DELETE', pathOf(key), {}))
    },
  }
}

function exchange(method: string, url: URL, headers: OutgoingHttpHeaders, body?: S3Body): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method, headers }, resolve)
    outgoing.setTimeout(SILENCE_MS, () => outgoing.destroy(new Error('ETIMEDOUT')))
    outgoing.on('error', reject)
    if (body === undefined || Buffer.isBuffer(body.bytes)) outgoing.end(body?.bytes)
    else pipeline(Readable.from(body.bytes), outgoing).catch(reject)
  })
}

async function errorCode(answer: IncomingMessage): Promise<string> {
  return /<Code>(\w{1,60})<\/Code>/.exec(await textOf(answer))?.[1] ?? ''
}

const MAX_TEXT = 4 * 1024 * 1024

async function textOf(answer: Readable): Promise<string> {
  let text = ''
  for await (const piece of answer.setEncoding('utf8')) {
    text += piece
    if (text.length > MAX_TEXT) throw new S3Fault('an answer is too long')
  }
  return text
}

async function drain(answer: Readable | null): Promise<void> {
  if (answer) for await (const _ of answer);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
}
