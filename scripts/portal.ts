import { ensureBuilt } from './start/built.ts'

/** `npm run portal -- [options]`: the portal alone, with the customers' pages built first where they are missing or old. */
await ensureBuilt('web', 'the customers’ pages')
await import('../src-portal/main.ts')
