import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'

/** The sign-in page that leads back to `path` afterwards. */
export function signInFor(path: string): string {
  return path === '/' ? CUSTOMER_PAGES.signIn : `${CUSTOMER_PAGES.signIn}?next=${encodeURIComponent(path)}`
}

/** Where to go after signing in: a page of the portal, never another site, whatever the address says. */
export function nextPage(search: string): string {
  const next = new URLSearchParams(search).get('next')
  if (!next || !/^\/(?![/\\])/.test(next) || /[\p{Cc}\\]/u.test(next)) return CUSTOMER_PAGES.cases
  return next
}
