import { z } from 'zod'
import { LANGUAGES } from '../domain/case.ts'

/** Wire schemas of the customers' pages. Nothing here can carry an internal note or an agent's own fields. */

export const id = z.string().min(1).max(64)
/** Epoch ms. */
export const instant = z.number().int()
/** `YYYY-MM-DD`. */
export const day = z.string()
export const language = z.enum(LANGUAGES)
/** Halves of characters, which no database and no other program takes, become the sign for what is unreadable. */
const text = () => z.string().overwrite((typed) => typed.toWellFormed())
export const line = (max: number) => text().trim().min(1).max(max)
/** Empty is null. */
export const optionalLine = (max: number) =>
  text()
    .trim()
    .max(max)
    .nullable()
    .transform((text) => text || null)
/** No line breaks and other control characters: what may come to stand in the head of an e-mail, or in a row of a list. */
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u
export const oneLine = (max: number) => line(max).regex(ONE_LINE)
/** Empty is null. */
export const optionalOneLine = (max: number) =>
  text()
    .trim()
    .max(max)
    .regex(ONE_LINE)
    .nullable()
    .transform((text) => text || null)
export const email = z.string().trim().max(254).pipe(z.email())

export const CUSTOMER_PROBLEMS = [
  'invalid_request',
  /** A field is not what it has to be; `fields` says which, by its own code. */
  'invalid_fields',
  'unauthorized',
  'wrong_credentials',
  /** Signed in, but something has to be done first: the consents, or a password. */
  'consent_needed',
  'password_reset_needed',
  'forbidden',
  'not_found',
  'captcha_failed',
  'code_unknown',
  'code_expired',
  'code_used',
  'username_taken',
  /** The row has moved on: the case is closed, the estimate withdrawn, answered or past its day. */
  'no_longer_possible',
  'too_large',
  'file_type_refused',
  'too_many_files',
  'too_many_requests',
  'csrf_failed',
  'unavailable',
  'internal',
] as const
export type CustomerProblemCode = (typeof CUSTOMER_PROBLEMS)[number]

/** Body of every error answer, media type `application/problem+json`. */
export const customerProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(CUSTOMER_PROBLEMS),
  /** By field name: `required`, `too_long`, `invalid`, `common_password`, `no_capital`, `too_short`, `mismatch`. */
  fields: z.record(z.string(), z.string()).optional(),
})
export type CustomerProblem = z.infer<typeof customerProblem>
