import type { TFunction } from 'i18next'
import type { Found } from './use-search.ts'

/** Cases that are shown at most. */
export const SEARCH_LIMIT = 50

/** What was found, for those who hear it: RMAs and cases each by their number. */
export function foundWords(found: readonly Pick<Found, 'rma'>[], t: TFunction): string {
  const rmas = found.filter(({ rma }) => rma !== undefined).length
  const cases = found.length - rmas
  const ofCases =
    cases >= SEARCH_LIMIT ? t('search.foundMany', { count: SEARCH_LIMIT }) : t('search.found', { count: cases })
  if (rmas === 0) return ofCases
  const ofRmas = t('search.foundRmas', { count: rmas })
  return cases === 0 ? ofRmas : `${ofRmas}. ${ofCases}`
}
