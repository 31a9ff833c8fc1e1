import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readTrustedProxies } from './http/trusted-proxies.ts'

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
  --import-proofs FILE
                      take lines »company;customer code;invoice number« (CSV; the company's id or tax number) as proofs of
                      registrations, and end
  --import-customers FILE
                      take people over from an older portal, lines »company;first name;last name;e-mail;phone;language«
                      (CSV): each sets a password by the link for a forgotten one; and end
  --import-devices FILE, or import-devices FILE
                      take devices from a CSV or XLSX file whose first row names the columns (serial number, model, owner, sold
                      on, document, warranty until, entitlement, state, replaced by, replaces, firmware; in English or
                      Slovene), and end; all rows or none
  --promise "CONTRACT=FIRST/RESOLUTION"
                      what all contracts of that name promise, in opening hours: 90m, 4h, 2d, or - for what is promised
                      without a contract, such as "Premium support=2h/1d"; and end
  --dry-run           with --import-devices: only say what it would do
  --admin             with --add-agent: the agent may import devices in the desk
  --make-admin E-MAIL, --not-admin E-MAIL
                      give that right to an agent, or take it away, and end
  --restored          the database was restored from a copy: let all desks load everything anew, and end
  --exit-with-parent  stop when standard input is closed
  --help              show this

Environment: DATABASE_URL (use this PostgreSQL instead of the embedded database), LOG_LEVEL (default warn),
TRUST_PROXY (behind reverse proxies: their addresses and nets with commas, like 10.0.0.5 or loopback; default: none),
ATTACHMENT_MAX_MB (1 to 200, default 25), BLOB_DIR (folder of attachments; default: blobs beside the embedded database) or
BLOB_S3_ENDPOINT, BLOB_S3_BUCKET, BLOB_S3_ACCESS_KEY, BLOB_S3_SECRET_KEY, BLOB_S3_REGION (an S3-compatible store instead),
PORTAL_PROOF (true: registration asks for customer code and number of a received invoice; default false),
PORTAL_CONSENT_GATE (false: the portal can be used without the consents; default true),
PORTAL_INVITATION_DAYS (default 14), PORTAL_RMA_MAILS (the steps of repairs that customers
hear of by e-mail, such as received,shipped; or all, or none), PORTAL_REOPEN_DAYS (how long a closed case may be reopened; default 14),
PORTAL_OPENING_HOURS (such as "mon-thu 8:00-16:00, fri 8:00-14:00"; default mon-fri 8:00-16:00), PORTAL_DAYS_OFF (days without
work beside Slovenia's public holidays, such as 2026-12-24,2026-12-31), PORTAL_FIRST_RESPONSE and PORTAL_RESOLUTION (what
is promised without a contract that says otherwise, in opening hours: 90m, 4h, 2d, or none; default 8h and none),
PORTAL_CONTACT_EMAIL, PORTAL_CONTACT_PHONE, PORTAL_CONTACT_HOURS_SL, PORTAL_CONTACT_HOURS_EN (who helps by other ways),
PORTAL_CONDITIONS_URL, PORTAL_PRICE_LIST_URL, PORTAL_DATA_PROCESSING_URL (texts that registration and new cases link to;
addresses, or paths of this portal; default: none),
PORTAL_PUBLIC_URL (of the customers' pages, for links in e-mail; default: the address listened on),
MAIL_SMTP_URL (smtps://user:password@host, or smtp:// with STARTTLS; default: .eml files in MAIL_DIR, or mail beside the
embedded database), MAIL_FROM, MAIL_REPLY_TO, MAIL_HELP_DESK (told of customers' new cases,
of requests for deletion and of e-mail that was not taken; several with commas), MAIL_HELP_DESK_LANGUAGE (sl or en; default sl),
MAIL_GROUP_SECONDS (how long changes of one case are gathered into one e-mail; default 60),
MAIL_IMAP_URL (imaps://user:password@host/INBOX: customers' replies become notes; off by default), MAIL_IMAP_SECONDS
(default 60); with it one of MAIL_IMAP_AUTH_SERVER (whose Authentication-Results a reply must have passed) and
MAIL_IMAP_TRUST_UNPROVEN_SENDERS (true: whatever address a reply names is believed),
MAIL_ALLOW_PLAINTEXT (true: mail servers without TLS beyond this machine).`

const ADMINISTERING = [
  'add-agent',
  'add-team',
  'agent-teams',
  'make-admin',
  'not-admin',
  'import-proofs',
  'import-customers',
  'import-devices',
  'promise',
  'restored',
] as const

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
  /** An agent's e-mail. */
  makeAdmin: string | undefined
  notAdmin: string | undefined
  teams: string[]
  /** A file of proofs of registrations. */
  importProofs: string | undefined
  /** A file of people from an older portal. */
  importCustomers: string | undefined
  /** A file of devices. */
  importDevices: string | undefined
  /** What contracts promise. */
  promise: string | undefined
  /** The database was restored from a copy. */
  restored: boolean
  dryRun: boolean
  /** The agent of `addAgent` is an administrator. */
  admin: boolean
  /** Without a slash at the end. */
  publicUrl: string | undefined
  /** Addresses of proxies that are believed about the caller's address. */
  trustProxy: string[] | undefined
  exitWithParent: boolean
  help: boolean
}

/** Throws `UsageError` with a message for the person at the terminal. */
export function readCommandLine(args: string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform): CommandLine {
  const { values } = parsed(args[0] === 'import-devices' ? [`--${args[0]}`, ...args.slice(1)] : args)
  const demo = values.demo ?? false
  if (values.cases !== undefined && !demo) throw new UsageError('--cases needs --demo')
  const teams = values.team ?? []
  const administering = ADMINISTERING.filter((name) => values[name] !== undefined)
  if (administering.length > 1) {
    throw new UsageError(`${administering.map((name) => `--${name}`).join(' and ')} go one at a time`)
  }
  if (values['agent-teams'] !== undefined && teams.length === 0) throw new UsageError('--agent-teams needs --team')
  if (teams.length > 0 && values['add-agent'] === undefined && values['agent-teams'] === undefined) {
    throw new UsageError('--team needs --add-agent or --agent-teams')
  }
  if (values.admin && values['add-agent'] === undefined) throw new UsageError('--admin needs --add-agent')
  if (values['dry-run'] && values['import-devices'] === undefined)
    throw new UsageError('--dry-run needs --import-devices')
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
    makeAdmin: values['make-admin'],
    notAdmin: values['not-admin'],
    teams,
    importProofs: values['import-proofs'],
    importCustomers: values['import-customers'],
    importDevices: values['import-devices'],
    promise: values.promise,
    restored: values.restored ?? false,
    dryRun: values['dry-run'] ?? false,
    admin: values.admin ?? false,
    publicUrl: env.PORTAL_PUBLIC_URL ? publicUrl(env.PORTAL_PUBLIC_URL) : undefined,
    trustProxy: env.TRUST_PROXY ? trustProxy(env.TRUST_PROXY) : undefined,
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
        'make-admin': { type: 'string' },
        'not-admin': { type: 'string' },
        team: { type: 'string', multiple: true },
        'import-proofs': { type: 'string' },
        'import-customers': { type: 'string' },
        'import-devices': { type: 'string' },
        promise: { type: 'string' },
        restored: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        admin: { type: 'boolean' },
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

function publicUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new UsageError(`PORTAL_PUBLIC_URL must be an address like https://portal.example.com, not "${text}"`)
  }
  return text.replace(/\/+$/, '')
}

function trustProxy(text: string): string[] {
  const proxies = readTrustedProxies(text)
  if (proxies !== null) return proxies
  throw new UsageError(
    `TRUST_PROXY must be the addresses or nets of the reverse proxies in front, like 10.0.0.5 or 10.0.0.0/8 or loopback, with commas, not "${text}": anybody else could claim any address`,
  )
}

function userDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const bases: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library', 'Application Support'),
    win32: env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  }
  const base = bases[platform] ?? (env.XDG_DATA_HOME || join(homedir(), '.local', 'share'))
  return join(base, 'spica-desk', 'portal')
}
