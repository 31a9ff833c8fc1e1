import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** The customers' pages. `PORTAL_URL`: where `vite` in development finds the portal. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: resolve(root, 'out/web'),
    emptyOutDir: true,
    // What customers still have: browsers of the last four years.
    target: ['chrome107', 'edge107', 'firefox104', 'safari16'],
    // Names the files of each page; the portal does not serve it, the test of sizes reads it.
    manifest: true,
    // No `data:` addresses, so that the policy of contents needs none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/customer': { target: process.env.PORTAL_URL ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
})
