export const MIN_PASSWORD_LENGTH = 8
export const MAX_PASSWORD_LENGTH = 1024

export type PasswordProblem = 'too_short' | 'too_long' | 'no_capital' | 'common_password'

/** What the guides ask of a password. Whether it is a common one the portal alone can say: the list is long. */
export function passwordProblem(password: string): Exclude<PasswordProblem, 'common_password'> | null {
  if ([...password].length < MIN_PASSWORD_LENGTH) return 'too_short'
  if (password.length > MAX_PASSWORD_LENGTH) return 'too_long'
  return /\p{Lu}/u.test(password) ? null : 'no_capital'
}
