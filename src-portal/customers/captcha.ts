import { randomBytes, randomInt } from 'node:crypto'
import { type Challenge, createChallenge, type Payload, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { eq, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../db/open.ts'
import { portalSecrets, usedCaptchas } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import { CustomerRefusal } from './refusal.ts'

/** How long a form may stay open; the page takes a new challenge by itself. */
const LIFE_MS = 20 * 60_000
/** About a second on a phone: nothing to a person, a price for a flood. */
export const DEFAULT_CAPTCHA_WORK: CaptchaWork = { cost: 2000, minCounter: 300, maxCounter: 1500 }

/** Rounds of a derivation, and how many derivations a browser tries. */
export type CaptchaWork = { cost: number; minCounter: number; maxCounter: number }

/** A captcha that was solved and not taken yet. */
export type SolvedCaptcha = { nonce: string; expiresAt: number }

const payloadSchema = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal('PBKDF2/SHA-256'),
      nonce: z.string().min(1).max(100),
      salt: z.string().max(100),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      keySignature: z.string(),
      expiresAt: z.number(),
    }),
    signature: z.string(),
  }),
  solution: z.looseObject({ counter: z.number(), derivedKey: z.string() }),
})

/** A proof of work without any service outside: the key that signs the challenges lies in the database. */
export function createCaptcha(deps: { db: Database; now(): number }, work: CaptchaWork = DEFAULT_CAPTCHA_WORK) {
  let keys: Promise<{ hmacSignatureSecret: string; hmacKeySignatureSecret: string }> | undefined
  const secrets = () => {
    keys ??= readSecrets(deps.db).catch((error: unknown) => {
      keys = undefined
      throw error
    })
    return keys
  }
  return {
    async challenge(): Promise<Challenge> {
      return createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: work.cost,
        counter: randomInt(work.minCounter, work.maxCounter + 1),
        deriveKey,
        expiresAt: Math.floor((deps.now() + LIFE_MS) / 1000),
        ...(await secrets()),
      })
    },
    /** Whether it is ours, in time and solved. Throws `captcha_failed`; whether it was used before is for `takeCaptcha`. */
    async check(text: string): Promise<SolvedCaptcha> {
      const payload = readPayload(text)
      const { expiresAt, nonce } = payload.challenge.parameters
      if (expiresAt * 1000 <= deps.now()) throw new CustomerRefusal('captcha_failed')
      const { verified } = await verifySolution({ ...(payload as Payload), deriveKey, ...(await secrets()) })
      if (!verified) throw new CustomerRefusal('captcha_failed')
      return { nonce, expiresAt: expiresAt * 1000 }
    },
  }
}

export type Captcha = ReturnType<typeof createCaptcha>

/** Of two who bring the same one, the second is refused with `captcha_failed`. */
export async function takeCaptcha({ tx }: Work, { nonce, expiresAt }: SolvedCaptcha): Promise<void> {
  const taken = await tx
    .insert(usedCaptchas)
    .values({ nonce, expiresAt })
    .onConflictDoNothing()
    .returning({ nonce: usedCaptchas.nonce })
  if (taken.length === 0) throw new CustomerRefusal('captcha_failed')
}

export async function forgetUsedCaptchas(db: Database, now: number): Promise<void> {
  await db.delete(usedCaptchas).where(lte(usedCaptchas.expiresAt, now))
}

function readPayload(text: string): z.infer<typeof payloadSchema> {
  try {
    return payloadSchema.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')))
  } catch {
    throw new CustomerRefusal('captcha_failed')
  }
}

async function readSecrets(db: Database) {
  return {
    hmacSignatureSecret: await secretOf(db, 'captcha'),
    hmacKeySignatureSecret: await secretOf(db, 'captcha-key'),
  }
}

async function secretOf(db: Database, name: string): Promise<string> {
  await db
    .insert(portalSecrets)
    .values({ name, secret: randomBytes(32).toString('base64url') })
    .onConflictDoNothing()
  const [found] = await db.select().from(portalSecrets).where(eq(portalSecrets.name, name))
  if (!found) throw new Error(`The secret ${name} was not kept`)
  return found.secret
}
