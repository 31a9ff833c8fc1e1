import { defineConfig } from 'drizzle-kit'

/** For `drizzle-kit generate --config src-portal/db/drizzle.config.ts` alone; the portal migrates by itself at start. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src-portal/db/schema.ts',
  out: './src-portal/db/migrations',
})
