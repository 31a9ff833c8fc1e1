import { z } from 'zod'

export const signInRequest = z.object({
  email: z.string().min(1).max(320),
  password: z.string().min(1).max(1024),
  /** How the agent will recognise this session in a list, e.g. "Spica Desk on Windows". */
  device: z.string().max(200).default('Spica Desk'),
})
export type SignInRequest = z.infer<typeof signInRequest>

export const signedInAgent = z.object({ id: z.string(), name: z.string(), email: z.string() })
export type SignedInAgent = z.infer<typeof signedInAgent>

export const signInResponse = z.object({ token: z.string(), expiresAt: z.number().int(), agent: signedInAgent })
export type SignInResponse = z.infer<typeof signInResponse>

export const agentSession = z.object({
  id: z.string(),
  device: z.string(),
  createdAt: z.number().int(),
  expiresAt: z.number().int(),
  current: z.boolean(),
})
export const agentSessions = z.object({ sessions: z.array(agentSession) })
