import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{unit,integration}/**/*.test.{ts,tsx}'],
    // Two cores are what a small machine has; more workers only make databases wait for each other.
    maxWorkers: 2,
    // Files of a worker share its modules: loading them again for each took over a third of the work of small files.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    restoreMocks: true,
  },
})
