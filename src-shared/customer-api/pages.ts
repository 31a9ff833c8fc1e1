/** Addresses of the customers' pages that e-mails lead to. */
export const CUSTOMER_PAGES = {
  signIn: '/sign-in',
  /** Without a code it asks for one. */
  redeem: '/redeem',
  resetPassword: '/reset-password',
  forgottenPassword: '/forgotten-password',
  confirmEmail: '/confirm-email',
  /** An agent's question to an applicant. */
  question: '/question',
  cases: '/cases',
} as const

/** `#code=…`: what follows the hash never reaches a server, a log or another site. */
export const CODE_PARAMETER = 'code'

export function pageWithCode(page: string, code: string): string {
  return `${page}#${new URLSearchParams({ [CODE_PARAMETER]: code })}`
}

export function casePage(caseId: string): string {
  return `${CUSTOMER_PAGES.cases}/${encodeURIComponent(caseId)}`
}
