import type { DeskWords } from '#shared/i18n/index.ts'

declare module 'i18next' {
  // Declaration merging needs an interface: it makes every key checked by the compiler.
  interface CustomTypeOptions {
    defaultNS: 'desk'
    resources: { desk: DeskWords }
  }
}
