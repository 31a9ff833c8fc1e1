import { dictionary } from '@zxcvbn-ts/language-common'
import { type PasswordProblem, passwordProblem } from '#shared/domain/password.ts'

/** Nobody's secret here, however long the rest is. */
const OWN_WORDS = [
  'geslo',
  'gesl0',
  'password',
  'passw0rd',
  'spica',
  'špica',
  'portal',
  'ljubljana',
  'slovenija',
  'qwertz',
]

let common: ReadonlySet<string> | undefined

/** `personal`: user name, e-mail, names - what an attacker tries first. Null when the password will do. */
export function checkPassword(password: string, personal: readonly string[] = []): PasswordProblem | null {
  return passwordProblem(password) ?? (isCommon(password, personal) ? 'common_password' : null)
}

function isCommon(password: string, personal: readonly string[]): boolean {
  common ??= new Set(dictionary['passwords-common'] as string[])
  const lower = password.normalize('NFKC').toLowerCase()
  if (common.has(lower)) return true
  // »Geslo123!« is »geslo« with what everybody adds.
  const stem = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (OWN_WORDS.includes(stem)) return true
  return personal.some((word) => word.length >= 3 && (stem === word.toLowerCase() || lower === word.toLowerCase()))
}
