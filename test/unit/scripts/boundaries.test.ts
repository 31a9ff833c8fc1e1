import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from '../../../scripts/boundaries.ts'

describe('boundaries of the folders', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'boundaries-'))
    writeFileSync(
      join(root, 'package.json'),
      JSON.stringify({ imports: { '#main/*': './src-main/*', '#portal/*': './src-portal/*' } }),
    )
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }

  it.each([
    ['src-main/desk/a.ts', "import { app } from 'electron'"],
    ['src-main/desk/a.ts', "import Database from 'better-sqlite3'"],
    ['src-main/desk/a.ts', "import axios from 'axios'"],
    ['src-main/desk/a.ts', "import { WebSocketServer } from 'ws'"],
    ['src-main/desk/a.ts', "import { x } from '../host-web/main.ts'"],
    ['src-main/store/a.ts', "import { x } from '../desk/index.ts'"],
    ['src-main/sync/a.ts', "export { x } from '#portal/db/schema.ts'"],
    ['src-portal/server/a.ts', "const x = await import('#main/desk/index.ts')"],
    ['src-renderer/app/a.tsx', "import '#main/desk/index.ts'"],
    ['src-renderer/app/a.tsx', "import fs from 'node:fs'"],
    ['src-portal/web/cases/a.tsx', "import { contacts } from '../../db/schema.ts'"],
    ['src-portal/web/cases/a.tsx', "import fs from 'node:fs'"],
    ['src-portal/mail/a.ts', "import { words } from '../web/i18n/sl/index.ts'"],
    ['src-shared/domain/a.ts', "import { v7 } from 'uuid'"],
    ['src-shared/domain/a.ts', "import fs from 'node:fs'"],
    ['src-shared/portal-api/a.ts', "import { oc } from '@orpc/contract'"],
  ])('refuses in %s: %s', (file, text) => {
    write(file, text)
    expect(findViolations(root)).toHaveLength(1)
  })

  it.each([
    ['src-main/host-electron/a.ts', "import { app } from 'electron'"],
    ['src-main/store/a.ts', "import Database from 'better-sqlite3'"],
    ['src-main/sync/a.ts', "import axios from 'axios'\nimport { x } from '../store/open.ts'"],
    ['src-portal/web/cases/a.tsx', "import { x } from '#shared/domain/case.ts'\nimport { y } from '../api/client.ts'"],
    ['src-portal/web/vite.config.ts', "import { resolve } from 'node:path'"],
    ['src-shared/rpc/a.ts', "import { oc } from '@orpc/contract'\nimport { z } from 'zod'"],
    ['src-main/desk/a.ts', "import { x } from '../sync/push.ts'\nimport fs from 'node:fs'"],
  ])('allows in %s: %s', (file, text) => {
    write(file, text)
    expect(findViolations(root)).toEqual([])
  })
})
