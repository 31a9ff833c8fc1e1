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
  /** The portal understood the request and will not do it, now or later. */
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

  constructor(code: PortalFaultCode, detail = '', retryAfterMs: number | null = null) {
    super(detail ? `${code}: ${detail}` : code)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
