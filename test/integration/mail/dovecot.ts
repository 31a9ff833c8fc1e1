import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { ImapSettings } from '#portal/mail/settings.ts'

const DOVECOT = '/usr/sbin/dovecot'
const PASSWORD = 'geslo-predala'

export type ImapServer = {
  /** Of a mailbox of its own. */
  settings(user: string): ImapSettings
  /** Puts a message into the user's inbox, as a mail server would. */
  deliver(user: string, message: string): Promise<void>
  /** Flags of all messages of the inbox, oldest first. */
  flags(user: string): Promise<string[][]>
  stop(): Promise<void>
}

/** Why there is no IMAP server to test on; undefined when there is one. */
export function dovecotMissing(): string | undefined {
  return existsSync(DOVECOT) && existsSync('/usr/lib/dovecot/imap')
    ? undefined
    : `no ${DOVECOT} with IMAP (Debian: apt-get install dovecot-imapd)`
}

/** A server of its own in a temporary folder on a free port, under whichever user the tests run. */
export async function startDovecot(): Promise<ImapServer> {
  const folder = mkdtempSync(join(tmpdir(), 'spica-dovecot-'))
  const asRoot = process.getuid?.() === 0
  const owner = asRoot ? idsOf('nobody') : { uid: userInfo().uid, gid: userInfo().gid }
  const homes = join(folder, 'homes')
  mkdirSync(homes)
  chmodSync(folder, 0o755)
  chownSync(homes, owner.uid, owner.gid)
  const port = await freePort()
  const me = userInfo().username
  const users = asRoot
    ? ''
    : `default_internal_user = ${me}
default_internal_group = ${execFileSync('id', ['-gn']).toString().trim()}
default_login_user = ${me}`
  const config = join(folder, 'dovecot.conf')
  writeFileSync(
    config,
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:~/Maildir
${users}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${homes}/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`,
  )
  const server = spawn(DOVECOT, ['-F', '-c', config], { stdio: 'ignore' })
  await answering(server, port, () => readFileSync(join(folder, 'log'), 'utf8'))
  const settings = (user: string): ImapSettings => ({
    host: '127.0.0.1',
    port,
    secure: false,
    allowPlaintext: true,
    user,
    password: PASSWORD,
    mailbox: 'INBOX',
    pollMs: 60_000,
    authServer: null,
  })
  async function inInbox<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const pass = settings(user).password
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass }, logger: false })
    client.on('error', () => {})
    await client.connect()
    try {
      await client.mailboxOpen('INBOX')
      return await work(client)
    } finally {
      await client.logout()
    }
  }
  return {
    settings,
    async deliver(user, message) {
      await inInbox(user, (client) => client.append('INBOX', message.replace(/\r?\n/g, '\r\n')))
    },
    flags: (user) =>
      inInbox(user, async (client) =>
        (await client.fetchAll('1:*', { flags: true })).map(({ flags }) => [...(flags ?? [])].sort()),
      ),
    async stop() {
      if (server.exitCode === null) {
        const exit = once(server, 'exit')
        server.kill('SIGTERM')
        await exit
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answering(server: ChildProcess, port: number, log: () => string): Promise<void> {
  const greeting = () =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('data', (data) => resolve(data.toString()))
      socket.once('error', () => resolve(''))
      socket.setTimeout(2000, () => resolve(''))
      socket.once('data', () => socket.destroy())
    })
  for (let attempt = 0; !(await greeting()).startsWith('* OK'); attempt++) {
    if (server.exitCode !== null || attempt > 200) throw new Error(`Dovecot does not answer:\n${log()}`)
    await pause(50)
  }
}

function idsOf(user: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, user]))
  return { uid: id('-u'), gid: id('-g') }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  const port = typeof address === 'object' && address ? address.port : 0
  probe.close()
  await once(probe, 'close')
  return port
}
