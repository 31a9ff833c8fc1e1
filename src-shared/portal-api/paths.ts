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
  /** POST `cancelRequest` → `cancelResponse`. */
  cancel: '/sync/v1/cancel',
  /** PUT `presenceRequest` → 204. */
  presence: '/sync/v1/presence',
  /** GET `digestQuery` → `digestResponse`. */
  digest: '/sync/v1/digest',
  /** GET → `portalLimits`. */
  limits: '/sync/v1/limits',
  /** `/<contactId>`: GET → `personExport`: all that the portal knows of a person, for whoever asks for their data. */
  contactExport: '/sync/v1/contact-export',
  /**
   * POST `deviceImportQuery`, a CSV or XLSX file as `application/octet-stream` → `deviceImportReport`; 403 unless the agent is
   * an administrator. All of the file or nothing; the same file again changes nothing.
   */
  deviceImport: '/sync/v1/device-import',
  /**
   * `/<sha256>`: HEAD → `upload-offset`, `upload-length`, and `upload-complete: ?1` once whole and verified (404: nothing yet).
   * PATCH with `upload-offset` and `upload-length` appends the body there → 204 with the new `upload-offset`; 409 with the
   * portal's own `upload-offset` when they differ; 422 `hash_mismatch` when the whole is something else (it begins at 0 again).
   * GET (with Range) → the bytes, for an agent who may see an attachment of that content.
   */
  blobs: '/sync/v1/blobs',
  /** GET, open to all → 200 while the portal and its database answer. */
  health: '/health',
} as const
