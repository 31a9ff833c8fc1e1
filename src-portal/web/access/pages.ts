import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { PageEntry } from '../app/registry.ts'

export const ACCESS_PAGES: readonly PageEntry[] = [
  { path: CUSTOMER_PAGES.start, access: 'guest', load: async () => (await import('./start-page.tsx')).StartPage },
  { path: CUSTOMER_PAGES.signIn, access: 'guest', load: async () => (await import('./sign-in-page.tsx')).SignInPage },
]
