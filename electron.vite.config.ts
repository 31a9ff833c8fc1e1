import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const host = resolve(root, 'src-main/host-electron')

/** Loaded at run time: Electron itself, and the database, whose native binary cannot be bundled. */
const external = ['electron', 'better-sqlite3']

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: resolve(root, 'out/main'),
      target: 'node20',
      rolldownOptions: {
        // The desk's process is bundled by itself where main.ts asks for its path: as a second entry it would share
        // chunks with main, and each could run the other's code.
        input: { index: resolve(host, 'main.ts') },
        external,
        // CommonJS is loaded at once; an ES module may come after `ready`, too late to register the desk's scheme.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: resolve(root, 'out/preload'),
      target: 'node20',
      rolldownOptions: {
        input: { index: resolve(host, 'preload.ts') },
        external,
        // A sandboxed window's preload must be CommonJS, and in a `"type": "module"` package that means `.cjs`.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      // Also what the browser host's users have: any current browser.
      target: 'chrome130',
      minify: true,
      // Loaded from the disk, not over a network.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: { index: resolve(root, 'src-renderer/index.html') } },
    },
  },
})
