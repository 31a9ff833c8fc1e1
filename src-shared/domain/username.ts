export const MIN_USERNAME_LENGTH = 3
export const MAX_USERNAME_LENGTH = 100

/** Two user names with the same key are one: capitals and the ways to write a letter make no difference. */
export function usernameKey(username: string): string {
  return username.trim().normalize('NFKC').toLowerCase()
}

/** Letters, digits and a few signs. With an @ it may only be the person's own e-mail: nobody signs in under another's. */
export function usernameProblem(username: string, email: string): 'too_short' | 'too_long' | 'invalid' | null {
  const typed = username.trim()
  if (typed.length < MIN_USERNAME_LENGTH) return 'too_short'
  if (typed.length > MAX_USERNAME_LENGTH) return 'too_long'
  if (typed.includes('@')) return usernameKey(typed) === usernameKey(email) ? null : 'invalid'
  return /^[\p{L}\p{N}][\p{L}\p{N}._+-]*$/u.test(typed) ? null : 'invalid'
}
