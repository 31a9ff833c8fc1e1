import { randomBytes } from 'node:crypto'
import { and, eq, gt, inArray, isNull } from 'drizzle-orm'
import { tokenHash } from '../auth/hashed-tokens.ts'
import type { Database, Transaction } from '../db/open.ts'
import { type CodePurpose, customerCodes } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import { CustomerRefusal } from './refusal.ts'

const CODE_BYTES = 32

export type Code = typeof customerCodes.$inferSelect
export type NewCode = {
  purpose: CodePurpose
  /** Where it is sent; of an `email_change` the address that it proves. */
  email: string
  lifeMs: number
} & ({ contactId: string } | { registrationId: string })

/** `expiresAt`: epoch ms. */
export type IssuedCode = { code: string; expiresAt: number }

/** Makes a code of 256 random bits that works once; earlier ones for the same end with it. Only its hash is kept. */
export async function issueCode(work: Work, input: NewCode): Promise<IssuedCode> {
  const { tx, now } = work
  const owner =
    'contactId' in input
      ? eq(customerCodes.contactId, input.contactId)
      : eq(customerCodes.registrationId, input.registrationId)
  await tx
    .update(customerCodes)
    .set({ expiresAt: now })
    .where(
      and(
        owner,
        eq(customerCodes.purpose, input.purpose),
        isNull(customerCodes.usedAt),
        gt(customerCodes.expiresAt, now),
      ),
    )
  const code = randomBytes(CODE_BYTES).toString('base64url')
  const expiresAt = now + input.lifeMs
  await tx.insert(customerCodes).values({
    id: work.newId(),
    purpose: input.purpose,
    codeHash: tokenHash(code),
    contactId: 'contactId' in input ? input.contactId : null,
    registrationId: 'registrationId' in input ? input.registrationId : null,
    email: input.email,
    createdAt: now,
    expiresAt,
  })
  return { code, expiresAt }
}

/** Ends the codes of a person that nobody has used, so that who holds one cannot use it any more. */
export async function endCodes({ tx, now }: Work, contactId: string, purposes: readonly CodePurpose[]): Promise<void> {
  await tx
    .update(customerCodes)
    .set({ expiresAt: now })
    .where(
      and(
        eq(customerCodes.contactId, contactId),
        inArray(customerCodes.purpose, [...purposes]),
        isNull(customerCodes.usedAt),
        gt(customerCodes.expiresAt, now),
      ),
    )
}

/** What a code stands for, without taking it. Throws `code_unknown`, `code_used` or `code_expired`. */
export async function readCode(
  db: Database | Transaction,
  { purpose, code, now }: { purpose: CodePurpose; code: string; now: number },
): Promise<Code> {
  const [found] = await db
    .select()
    .from(customerCodes)
    .where(and(eq(customerCodes.codeHash, tokenHash(code)), eq(customerCodes.purpose, purpose)))
  if (!found) throw new CustomerRefusal('code_unknown')
  if (found.usedAt !== null) throw new CustomerRefusal('code_used')
  if (found.expiresAt <= now) throw new CustomerRefusal('code_expired')
  return found
}

/** Takes a code: of two who bring the same one, the second is told `code_used`. Throws as `readCode` does. */
export async function takeCode({ tx, now }: Work, args: { purpose: CodePurpose; code: string }): Promise<Code> {
  const [taken] = await tx
    .update(customerCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(customerCodes.codeHash, tokenHash(args.code)),
        eq(customerCodes.purpose, args.purpose),
        isNull(customerCodes.usedAt),
        gt(customerCodes.expiresAt, now),
      ),
    )
    .returning()
  if (taken) return taken
  await readCode(tx, { ...args, now })
  throw new CustomerRefusal('code_used')
}
