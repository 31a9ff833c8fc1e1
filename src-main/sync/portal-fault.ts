export const PORTAL_FAULTS = [
  'unreachable',
  'tls',
  'timeout',
  'unauthorized',
  'wrong_credentials',
  'throttled',
  'unavailable',
  'bad_response',
  'client_too_old',
  'resync_needed',
  'scope_changed',
  'too_large',
  /** The portal will never take this very request. */
  'refused',
  /** The desk itself took the request back. */
  'aborted',
] as const
export type PortalFaultCode = (typeof PORTAL_FAULTS)[number]

/** The one way in which a call to the portal fails. Carries no request, so no token can leak through it. */
export class PortalFault extends Error {
  override name = 'PortalFault'
  readonly code: PortalFaultCode
  /** From `Retry-After`; null when the portal named no time. */
  readonly retryAfterMs: number | null
  /** The portal certainly did nothing: the request was not delivered, or was turned away at the door. */
  readonly nothingDone: boolean

  constructor(
    code: PortalFaultCode,
    detail = '',
    { retryAfterMs = null, nothingDone = false }: { retryAfterMs?: number | null; nothingDone?: boolean } = {},
  ) {
    super(detail ? `${code}: ${detail}` : code)
    this.code = code
    this.retryAfterMs = retryAfterMs
    this.nothingDone = nothingDone
  }
}
