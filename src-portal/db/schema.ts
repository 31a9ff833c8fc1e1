export * from './schema/auth.ts'
export * from './schema/blobs.ts'
export * from './schema/domain.ts'
export * from './schema/sync.ts'
