import type { ComponentType } from 'react'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { ACCESS_PAGES } from '../access/pages.ts'
import { CASE_PAGES } from '../cases/pages.ts'
import { HELP_PAGES } from '../help/pages.ts'
import type { WordKey } from '../i18n/words.ts'

/**
 * `anyone`; `guest`: somebody who is signed in goes on to the own cases; `customer`: somebody who is not goes to the sign-in
 * and comes back, and nobody sees it before the consents are given.
 */
export type Access = 'anyone' | 'guest' | 'customer'

/** One page. Its code is fetched when somebody goes there. */
export type PageEntry = {
  /** A pattern of wouter: `/cases/:caseId`. */
  path: string
  access: Access
  load: () => Promise<ComponentType>
}

/** The first whose path fits is shown, so fixed paths come before patterns. */
export const PAGES: readonly PageEntry[] = [...ACCESS_PAGES, ...CASE_PAGES, ...HELP_PAGES]

type NavEntry = { path: string; word: WordKey; access: 'anyone' | 'guest' | 'customer' }

export const NAVIGATION: readonly NavEntry[] = [
  { path: CUSTOMER_PAGES.cases, word: 'shell.nav.cases', access: 'customer' },
  { path: CUSTOMER_PAGES.newCase, word: 'shell.nav.newCase', access: 'customer' },
  { path: CUSTOMER_PAGES.archive, word: 'shell.nav.archive', access: 'customer' },
  { path: CUSTOMER_PAGES.signIn, word: 'shell.nav.signIn', access: 'guest' },
  { path: CUSTOMER_PAGES.register, word: 'shell.nav.register', access: 'guest' },
  { path: CUSTOMER_PAGES.help, word: 'shell.nav.help', access: 'anyone' },
]
