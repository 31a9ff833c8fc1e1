import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../../../src-portal/main.ts')

/** Runs the portal until it has printed a line with `until`, or has ended by itself. */
async function run(env: Record<string, string>, until: string): Promise<{ output: string; code: number | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'spica-mail-process-'))
  const child = spawn(process.execPath, [MAIN, '--data', folder, '--port', '0'], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exit = once(child, 'exit')
  const printed = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data.toString()
        if (output.includes(until)) resolve()
      })
    }
  })
  try {
    await Promise.race([printed, exit])
    const code = child.exitCode
    child.kill('SIGTERM')
    await exit
    return { output: output.replaceAll(folder, 'DATA'), code }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('a portal says where its mail goes', { timeout: 120_000 }, async () => {
  const { output } = await run({}, 'Portal ready')
  expect(output).toContain('E-mail goes as .eml files to DATA/mail\n')
})

test('a portal does not start with settings of mail that are wrong, and does not print a password', {
  timeout: 120_000,
}, async () => {
  const { output, code } = await run({ MAIL_SMTP_URL: 'http://u:SKRIVNO@h' }, 'Portal ready')
  expect(code).toBe(2)
  expect(output).toMatch(/^MAIL_SMTP_URL must be an address like smtps:\/\//)
  expect(output).not.toContain('SKRIVNO')
})

test('a portal does not start to read replies before somebody chose whom to believe', {
  timeout: 120_000,
}, async () => {
  const { output, code } = await run({ MAIL_IMAP_URL: 'imaps://u:SKRIVNO@h' }, 'Portal ready')
  expect(code).toBe(2)
  expect(output).toMatch(/MAIL_IMAP_AUTH_SERVER=.*\n.*MAIL_IMAP_TRUST_UNPROVEN_SENDERS=true/)
  expect(output).not.toContain('SKRIVNO')
})
