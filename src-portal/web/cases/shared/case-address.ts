import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'

/** The page of a case. */
export function caseAddress(caseId: string): string {
  return `${CUSTOMER_PAGES.cases}/${encodeURIComponent(caseId)}`
}

/** Where the portal answers about a case; `below` begins with a slash. */
export function casePath(caseId: string, below = ''): string {
  return `${CUSTOMER_PATHS.cases}/${encodeURIComponent(caseId)}${below}`
}

export function filePath(attachmentId: string): string {
  return `${CUSTOMER_PATHS.files}/${encodeURIComponent(attachmentId)}`
}
