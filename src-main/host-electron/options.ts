import { join, resolve } from 'node:path'

export type HostOptions = {
  /** Given by `--profile` or `SPICA_DESK_PROFILE`; null: the user's own. */
  profileDir: string | null
  portalUrl?: string
  autoSignIn?: { email: string; password: string }
  /** Where dictionaries for spelling are fetched from, by `SPICA_DESK_DICTIONARIES`; the runtime's maker has them else. */
  dictionaryUrl?: string
  /** Quit when standard input is closed: whoever started this one is gone. */
  exitWithParent?: boolean
}

type Args = { argv: readonly string[]; env: NodeJS.ProcessEnv; packaged: boolean; cwd: string }

/** What the command line and the environment ask for. Signing in by environment is for demo and tests, never installed. */
export function hostOptions({ argv, env, packaged, cwd }: Args): HostOptions {
  const profile = profileArgument(argv) ?? env.SPICA_DESK_PROFILE
  const options: HostOptions = { profileDir: profile ? resolve(cwd, profile) : null }
  const dictionaries = env.SPICA_DESK_DICTIONARIES
  if (dictionaries && URL.canParse(dictionaries) && /^https?:$/.test(new URL(dictionaries).protocol)) {
    options.dictionaryUrl = dictionaries.endsWith('/') ? dictionaries : `${dictionaries}/`
  }
  if (packaged) return options
  if (argv.includes('--exit-with-parent')) options.exitWithParent = true
  const { DESK_PORTAL_URL, DESK_SIGN_IN_EMAIL, DESK_SIGN_IN_PASSWORD } = env
  if (DESK_PORTAL_URL) options.portalUrl = DESK_PORTAL_URL
  if (DESK_SIGN_IN_EMAIL && DESK_SIGN_IN_PASSWORD) {
    options.autoSignIn = { email: DESK_SIGN_IN_EMAIL, password: DESK_SIGN_IN_PASSWORD }
  }
  return options
}

function profileArgument(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--profile')
  if (at >= 0) return argv[at + 1]
  return argv.find((arg) => arg.startsWith('--profile='))?.slice('--profile='.length)
}

/** Electron's own files (cookies, caches, window place) stay apart from the desk's. */
export function foldersOf(profileDir: string | null, userData: string): { profile: string; userData: string } {
  return profileDir === null
    ? { profile: join(userData, 'profile'), userData }
    : { profile: profileDir, userData: join(profileDir, 'electron') }
}

/** The environment of the desk's process: this one's, without what it gets by message. */
export function childEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const { DESK_SIGN_IN_EMAIL: _email, DESK_SIGN_IN_PASSWORD: _password, DESK_PORTAL_URL: _url, ...rest } = env
  return Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
