import i18next, { type i18n } from 'i18next'
import { LANGUAGES, type Language } from '#shared/domain/case.ts'
import type { PortalWords } from './sl/index.ts'

/** Every key, without the plural endings that i18next adds itself. */
type KeysOf<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${WithoutPlural<K>}` : KeysOf<T[K], `${Path}${K}.`>
}[keyof T & string]
type WithoutPlural<K extends string> = K extends `${infer Base}_${'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : K
export type WordKey = KeysOf<PortalWords>

export type Values = Record<string, string | number>
export type Translate = (key: WordKey, values?: Values) => string

/** The words of one language at a time: the other is fetched when somebody changes over. */
export type Words = {
  language: () => Language
  t: Translate
  /** The first of `keys` that there is; for words of codes that come over the wire. */
  firstOf: (keys: readonly string[], values?: Values) => string
  change: (language: Language) => Promise<void>
  subscribe: (listen: () => void) => () => void
}

const REMEMBERED = 'spica.language'

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}

/** What was chosen here before, else the first of the browser's languages that we speak, else Slovene. */
export function firstLanguage(storage: Pick<Storage, 'getItem'>, wanted: readonly string[]): Language {
  const remembered = storage.getItem(REMEMBERED)
  if (isLanguage(remembered)) return remembered
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'sl'
}

/** Plural forms differ between the languages; a test compares the rest. */
async function load(language: Language): Promise<object> {
  switch (language) {
    case 'sl':
      return (await import('./sl/index.ts')).words
    case 'en':
      return (await import('./en/index.ts')).words
  }
}

export async function createWords(
  first: Language,
  page: { document: Document; storage: Pick<Storage, 'setItem'> },
): Promise<Words> {
  const instance = i18next.createInstance()
  await instance.init({
    lng: first,
    fallbackLng: false,
    resources: { [first]: { portal: await load(first) } },
    defaultNS: 'portal',
    ns: ['portal'],
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  page.document.documentElement.lang = first
  return wordsOf(instance, first, async (language) => {
    page.document.documentElement.lang = language
    page.storage.setItem(REMEMBERED, language)
  })
}

function wordsOf(instance: i18n, first: Language, remember: (language: Language) => Promise<void>): Words {
  let language = first
  // i18next's own type knows one set of keys a program, and that is the desk's.
  const say = instance.t as unknown as (key: string, values?: Values) => string
  return {
    language: () => language,
    t: (key, values) => say(key, values),
    firstOf: (keys, values) => say(keys.find((key) => instance.exists(key)) ?? keys.at(-1)!, values),
    async change(next) {
      if (!instance.hasResourceBundle(next, 'portal')) instance.addResourceBundle(next, 'portal', await load(next))
      language = next
      await remember(next)
      await instance.changeLanguage(next)
    },
    subscribe(listen) {
      instance.on('languageChanged', listen)
      return () => instance.off('languageChanged', listen)
    },
  }
}
