import access from './access.json' with { type: 'json' }
import cases from './cases.json' with { type: 'json' }
import help from './help.json' with { type: 'json' }
import shell from './shell.json' with { type: 'json' }

/** `shell`: frame, forms, problems, statuses. `access`: getting in and the profile. `cases`: everything about cases. */
export const words = { shell, access, cases, help }
export type PortalWords = typeof words
