import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { PageEntry } from '../app/registry.ts'

/** The new case before the pattern of a case. */
export const CASE_PAGES: readonly PageEntry[] = [
  {
    path: CUSTOMER_PAGES.cases,
    access: 'customer',
    load: async () => (await import('./list/list-page.tsx')).CaseListPage,
  },
  {
    path: CUSTOMER_PAGES.archive,
    access: 'customer',
    load: async () => (await import('./list/list-page.tsx')).ArchivePage,
  },
  {
    path: CUSTOMER_PAGES.newCase,
    access: 'customer',
    load: async () => (await import('./create/new-case-page.tsx')).NewCasePage,
  },
  {
    path: `${CUSTOMER_PAGES.cases}/:caseId`,
    access: 'customer',
    load: async () => (await import('./detail/case-page.tsx')).CasePage,
  },
]
