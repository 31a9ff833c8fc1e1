import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `Usage: npm run start:web -- [options]

  --port N            port to listen on (default: a free one)
  --portal URL        address of the portal (default: the one that was used last)
  --profile DIR       folder of this desk's data (two profiles: two desks on one machine)
  --exit-with-parent  stop when standard input is closed
  --help              show this

Environment: DESK_SIGN_IN_EMAIL and DESK_SIGN_IN_PASSWORD sign in at start when nobody is signed in (for demonstrations).`

export class UsageError extends Error {}

export type CommandLine = {
  port: number
  portalUrl: string | undefined
  profileDir: string
  autoSignIn: { email: string; password: string } | undefined
  exitWithParent: boolean
  help: boolean
}

/** Throws `UsageError` with a message for the person at the terminal. */
export function readCommandLine(args: string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform): CommandLine {
  const values = parsed(args)
  const { DESK_SIGN_IN_EMAIL: email, DESK_SIGN_IN_PASSWORD: password } = env
  if (values.portal !== undefined && !/^https?:$/.test(protocolOf(values.portal))) {
    throw new UsageError(`--portal must be an http(s) address, not "${values.portal}"`)
  }
  return {
    port: values.port === undefined ? 0 : portNumber(values.port),
    portalUrl: values.portal,
    profileDir: resolve(values.profile ?? userDataFolder(env, platform)),
    autoSignIn: email && password ? { email, password } : undefined,
    exitWithParent: values['exit-with-parent'] ?? false,
    help: values.help ?? false,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        portal: { type: 'string' },
        profile: { type: 'string' },
        'exit-with-parent': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : ''
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${text}"`)
  }
  return Number(text)
}

function userDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const bases: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library', 'Application Support'),
    win32: env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  }
  const base = bases[platform] ?? (env.XDG_DATA_HOME || join(homedir(), '.local', 'share'))
  return join(base, 'spica-desk', 'desk-web')
}
