/** Where the portal serves what an agent's desk calls; the same constants on both sides. */
export const PORTAL_PATHS = {
  /** POST `signInRequest` → `signInResponse`; 401 `wrong_credentials`. */
  signIn: '/auth/v1/sign-in',
  /** POST without a body, bearer token → 204; the token is worthless afterwards. */
  signOut: '/auth/v1/sign-out',
  /** GET → `signedInAgent`. */
  me: '/auth/v1/me',
  /** GET → `agentSessions`. DELETE `/<id>` ends one of them. */
  sessions: '/auth/v1/sessions',
  push: '/sync/v1/push',
  changes: '/sync/v1/changes',
  snapshot: '/sync/v1/snapshot',
  events: '/sync/v1/events',
  /** GET, open to all → 200 while the portal and its database answer. */
  health: '/health',
} as const
