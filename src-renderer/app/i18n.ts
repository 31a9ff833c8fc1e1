import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from '#shared/domain/case.ts'
import { RESOURCES } from '#shared/i18n/index.ts'

const REMEMBERED = 'desk-language'

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}

/** The words, ready at once in the language of the last run (a preference, not personal data). */
export function createI18n(storage: Storage): i18n {
  const remembered = storage.getItem(REMEMBERED)
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: isLanguage(remembered) ? remembered : 'sl',
    fallbackLng: false,
    resources: RESOURCES,
    defaultNS: 'desk',
    ns: ['desk'],
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  })
  return instance
}

export function applyLanguage(instance: i18n, language: Language, target: Document, storage: Storage): void {
  target.documentElement.lang = language
  storage.setItem(REMEMBERED, language)
  if (instance.language !== language) void instance.changeLanguage(language)
}
