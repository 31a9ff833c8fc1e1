import { type Algorithm, hash, verify } from '@node-rs/argon2'

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export type PasswordHasher = {
  hash(password: string): Promise<string>
  verify(args: { hash: string; password: string }): Promise<boolean>
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS)
}

export function verifyPassword({ hash: stored, password }: { hash: string; password: string }): Promise<boolean> {
  return verify(stored, password, OPTIONS)
}

export const argon2id: PasswordHasher = { hash: hashPassword, verify: verifyPassword }
