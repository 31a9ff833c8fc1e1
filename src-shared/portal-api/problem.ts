import { z } from 'zod'

/** Codes of the portal's problem details (RFC 9457). The desk has words for each in both languages. */
export const PORTAL_PROBLEMS = [
  'invalid_request',
  'unauthorized',
  'wrong_credentials',
  'forbidden',
  'not_found',
  'too_large',
  'too_many_requests',
  'hash_mismatch',
  'offset_mismatch',
  'file_type_refused',
  'range_not_satisfiable',
  'scope_changed',
  'resync_needed',
  'client_too_old',
  'unavailable',
  'internal',
] as const
export type PortalProblemCode = (typeof PORTAL_PROBLEMS)[number]

/** Body of every error answer, media type `application/problem+json`. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(PORTAL_PROBLEMS),
  detail: z.string().optional(),
  instance: z.string().optional(),
})
export type ProblemDetails = z.infer<typeof problemDetails>
