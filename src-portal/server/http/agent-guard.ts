import type { FastifyRequest } from 'fastify'
import { PROTOCOL_HEADER } from '#shared/portal-api/sync.ts'
import type { AgentAuth, SignedIn } from '../../auth/agent-auth.ts'
import { PortalProblem } from './problems.ts'

/** The oldest protocol that the portal still speaks. */
const MIN_PROTOCOL_VERSION = 1

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on every route behind it. */
    signedIn: SignedIn | null
  }
}

/** Lets a request pass that carries the token of a live session of an active agent. */
export function createAgentGuard(auth: AgentAuth) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    request.signedIn = token === undefined ? null : await auth.authenticate(token)
    if (!request.signedIn) throw new PortalProblem('unauthorized')
  }
}

/** Only behind the guard. */
export function signedIn(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new PortalProblem('unauthorized')
  return request.signedIn
}

/** A request without the header is taken as of the present version: people with curl have no desk to update. */
export async function refuseOldProtocol(request: FastifyRequest): Promise<void> {
  const version = request.headers[PROTOCOL_HEADER]
  if (version === undefined) return
  if (!(Number(version) >= MIN_PROTOCOL_VERSION)) throw new PortalProblem('client_too_old')
}
