import { defineConfig } from '@playwright/test'

/** One set of specs; `test/e2e/fixtures.ts` gives each project its driver: the browser host in Chromium, or Electron. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 2,
  // Portals, desks and browsers share two cores here: what a pause of the machine breaks is tried once more, and told as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  // Recording every step took a sixth of the time. What a failed page showed is kept; `--trace retain-on-failure` tells more.
  use: { screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', testDir: 'test/e2e/specs' },
    { name: 'electron', testDir: 'test/e2e/electron', workers: 1 },
  ],
})
