import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { PageEntry } from '../app/registry.ts'

export const HELP_PAGES: readonly PageEntry[] = [
  { path: CUSTOMER_PAGES.help, access: 'anyone', load: async () => (await import('./help-page.tsx')).HelpPage },
  {
    path: CUSTOMER_PAGES.privacy,
    access: 'anyone',
    load: async () => (await import('./privacy-page.tsx')).PrivacyPage,
  },
]
