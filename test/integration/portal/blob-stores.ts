import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { chooseBlobStore } from '#portal/blobs/choose.ts'
import type { BlobStore } from '#portal/blobs/store.ts'

export type TestStore = { name: string; store: BlobStore; stop(): Promise<void> }

export async function folderStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'spica-blobs-'))
  const store = chooseBlobStore({}, folder)
  return { name: folder, store, stop: async () => rmSync(folder, { recursive: true, force: true }) }
}

/** A real S3 server on a free port, reached through the portal's own settings. */
export async function s3Store(): Promise<TestStore> {
  const directory = mkdtempSync(join(tmpdir(), 'spica-s3-'))
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'attachments', configs: [] }],
  })
  const { port } = await server.run()
  const env = {
    BLOB_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    BLOB_S3_BUCKET: 'attachments',
    BLOB_S3_ACCESS_KEY: 'S3RVER',
    BLOB_S3_SECRET_KEY: 'S3RVER',
  }
  return {
    name: env.BLOB_S3_ENDPOINT,
    store: chooseBlobStore(env, '/nowhere'),
    async stop() {
      await server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
