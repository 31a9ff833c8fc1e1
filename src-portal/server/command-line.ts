import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `Usage: npm run portal -- [options]

  --port N            port to listen on (default 4870; 0 for a free one)
  --host ADDRESS      address to listen on (default 127.0.0.1: this machine alone)
  --data DIR          folder of the embedded database (default: a user-data folder; with --demo a temporary one)
  --demo              fill an empty database with demo data
  --cases N           how many demo cases (default 2000)
  --add-agent "NAME <E-MAIL>"
                      let this agent sign in with the password read from standard input, and end
  --add-team NAME     make a team, and end; agents see the cases of their teams
  --agent-teams E-MAIL
                      make the teams named by --team this agent's only ones, and end
  --team NAME         a team for --add-agent (default: the first team) or --agent-teams; may be repeated
  --exit-with-parent  stop when standard input is closed
  --help              show this

Environment: DATABASE_URL (use this PostgreSQL instead of the embedded database), LOG_LEVEL (default warn),
TRUST_PROXY (true, or the addresses of the reverse proxies in front),
ATTACHMENT_MAX_MB (1 to 200, default 25), BLOB_DIR (folder of attachments; default: blobs beside the embedded database) or
BLOB_S3_ENDPOINT, BLOB_S3_BUCKET, BLOB_S3_ACCESS_KEY, BLOB_S3_SECRET_KEY, BLOB_S3_REGION (an S3-compatible store instead).`

export class UsageError extends Error {}

export type CommandLine = {
  port: number
  host: string
  /** Undefined with `demo`: a temporary folder. */
  data: string | undefined
  demo: boolean
  cases: number | undefined
  /** As typed. */
  addAgent: string | undefined
  addTeam: string | undefined
  /** E-mail of the agent whose teams are to be `teams`. */
  agentTeams: string | undefined
  teams: string[]
  exitWithParent: boolean
  help: boolean
}

/** Throws `UsageError` with a message for the person at the terminal. */
export function readCommandLine(args: string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform): CommandLine {
  const { values } = parsed(args)
  const demo = values.demo ?? false
  if (values.cases !== undefined && !demo) throw new UsageError('--cases needs --demo')
  const teams = values.team ?? []
  const administering = [values['add-agent'], values['add-team'], values['agent-teams']].filter(
    (text) => text !== undefined,
  )
  if (administering.length > 1) throw new UsageError('--add-agent, --add-team and --agent-teams go one at a time')
  if (values['agent-teams'] !== undefined && teams.length === 0) throw new UsageError('--agent-teams needs --team')
  if (teams.length > 0 && (administering.length === 0 || values['add-team'] !== undefined)) {
    throw new UsageError('--team needs --add-agent or --agent-teams')
  }
  if (values.data !== undefined && env.DATABASE_URL) {
    throw new UsageError('--data has no meaning while DATABASE_URL is set')
  }
  return {
    port: values.port === undefined ? 4870 : wholeNumber('--port', values.port, 0, 65_535),
    host: values.host ?? '127.0.0.1',
    data: values.data ?? (demo ? undefined : userDataFolder(env, platform)),
    demo,
    cases: values.cases === undefined ? undefined : wholeNumber('--cases', values.cases, 1, 1_000_000),
    addAgent: values['add-agent'],
    addTeam: values['add-team'],
    agentTeams: values['agent-teams'],
    teams,
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
        host: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean' },
        cases: { type: 'string' },
        'add-agent': { type: 'string' },
        'add-team': { type: 'string' },
        'agent-teams': { type: 'string' },
        team: { type: 'string', multiple: true },
        'exit-with-parent': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`${flag} must be a whole number from ${min} to ${max}, not "${text}"`)
  }
  return value
}

function userDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const bases: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library', 'Application Support'),
    win32: env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  }
  const base = bases[platform] ?? (env.XDG_DATA_HOME || join(homedir(), '.local', 'share'))
  return join(base, 'spica-desk', 'portal')
}
