import { createFolderStore } from './folder-store.ts'
import { createS3Client } from './s3-client.ts'
import { createS3Store } from './s3-store.ts'
import type { BlobStore } from './store.ts'

export class BlobSettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BlobSettingsError'
  }
}

const S3_NAMES = ['BLOB_S3_ENDPOINT', 'BLOB_S3_BUCKET', 'BLOB_S3_ACCESS_KEY', 'BLOB_S3_SECRET_KEY'] as const

/** A bucket where the environment names one, else the folder. Throws `BlobSettingsError` for the person at the terminal. */
export function chooseBlobStore(env: NodeJS.ProcessEnv, folder: string): BlobStore {
  const given = S3_NAMES.filter((name) => env[name])
  if (given.length === 0) return createFolderStore(env.BLOB_DIR || folder)
  const missing = S3_NAMES.filter((name) => !env[name])
  if (missing.length > 0) throw new BlobSettingsError(`${given.join(', ')} needs ${missing.join(', ')} too`)
  const [endpoint, bucket, accessKeyId, secretAccessKey] = S3_NAMES.map((name) => env[name] ?? '') as [
    string,
    string,
    string,
    string,
  ]
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    throw new BlobSettingsError(`BLOB_S3_ENDPOINT must be an address like https://s3.example.com, not "${endpoint}"`)
  }
  const region = env.BLOB_S3_REGION || 'us-east-1'
  return createS3Store(createS3Client({ endpoint, bucket, accessKeyId, secretAccessKey, region }))
}

/** A desk takes a file from its screen as one message, and holds it whole for that moment. */
const MOST_MB = 200

/** Bytes that an attachment may have at most; undefined where the environment says nothing. */
export function maxAttachmentBytes(env: NodeJS.ProcessEnv): number | undefined {
  const text = env.ATTACHMENT_MAX_MB
  if (text === undefined || text === '') return undefined
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > MOST_MB) {
    throw new BlobSettingsError(`ATTACHMENT_MAX_MB must be a whole number from 1 to ${MOST_MB}, not "${text}"`)
  }
  return Number(text) * 1024 * 1024
}
