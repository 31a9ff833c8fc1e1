import type { TFunction } from 'i18next'

/** The number, or what stands for it while the portal has not given one to a case that was entered here. */
export function caseName(caseNumber: string, t: TFunction): string {
  return caseNumber || t('case.noNumberShort')
}
