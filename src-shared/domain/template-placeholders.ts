/** What a template can stand in for. The values are found by the desk; nothing here knows where from. */
export const PLACEHOLDERS = [
  'customer.name',
  'customer.firstName',
  'customer.lastName',
  'customer.company',
  'customer.email',
  'customer.phone',
  'case.number',
  'case.title',
  'case.status',
  'case.created',
  'case.reference',
  'case.owner',
  'device.serial',
  'device.model',
  'device.warranty',
  'agent.name',
  'agent.email',
  'date.today',
  'date.tomorrow',
  'date.inWeek',
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** Groups in the order in which they are offered. */
export const PLACEHOLDER_GROUPS = ['customer', 'case', 'device', 'agent', 'date'] as const
export type PlaceholderGroup = (typeof PLACEHOLDER_GROUPS)[number]

/** Values of one case in one language; null where there is none. */
export type TemplateValues = Record<Placeholder, string | null>

type Language = 'sl' | 'en'

/** What an agent writes between the braces; the first of each is what is inserted, the others are understood too. */
const NAMES: Record<Placeholder, Record<Language, readonly [string, ...string[]]>> = {
  'customer.name': { sl: ['stranka', 'stranka.ime in priimek'], en: ['customer', 'customer.name'] },
  'customer.firstName': { sl: ['stranka.ime'], en: ['customer.first name'] },
  'customer.lastName': { sl: ['stranka.priimek'], en: ['customer.last name'] },
  'customer.company': { sl: ['stranka.podjetje'], en: ['customer.company'] },
  'customer.email': { sl: ['stranka.e-pošta'], en: ['customer.e-mail'] },
  'customer.phone': { sl: ['stranka.telefon'], en: ['customer.phone'] },
  'case.number': { sl: ['zahtevek', 'zahtevek.številka'], en: ['case', 'case.number'] },
  'case.title': { sl: ['zahtevek.naslov'], en: ['case.title'] },
  'case.status': { sl: ['zahtevek.stanje'], en: ['case.status'] },
  'case.created': { sl: ['zahtevek.ustvarjen'], en: ['case.created'] },
  'case.reference': { sl: ['zahtevek.referenca'], en: ['case.reference'] },
  'case.owner': { sl: ['zahtevek.lastnik'], en: ['case.owner'] },
  'device.serial': { sl: ['naprava.serijska številka', 'naprava'], en: ['device.serial number', 'device'] },
  'device.model': { sl: ['naprava.model'], en: ['device.model'] },
  'device.warranty': { sl: ['naprava.garancija do', 'naprava.garancija'], en: ['device.warranty until'] },
  'agent.name': { sl: ['podpornik', 'podpornik.ime'], en: ['agent', 'agent.name'] },
  'agent.email': { sl: ['podpornik.e-pošta'], en: ['agent.e-mail'] },
  'date.today': { sl: ['datum', 'datum.danes'], en: ['date', 'date.today'] },
  'date.tomorrow': { sl: ['datum.jutri'], en: ['date.tomorrow'] },
  'date.inWeek': { sl: ['datum.čez teden'], en: ['date.in a week'] },
}

/** Marks, capitals, spaces and dashes do not matter: `Stranka.E-posta` is `stranka.e-pošta`. */
function nameKey(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
}

const BY_NAME: ReadonlyMap<string, Placeholder> = new Map(
  PLACEHOLDERS.flatMap((placeholder) =>
    [placeholder, ...NAMES[placeholder].sl, ...NAMES[placeholder].en].map(
      (name) => [nameKey(name), placeholder] as const,
    ),
  ),
)

/** In either language, whatever the template's own. Undefined: there is no such placeholder. */
export function placeholderNamed(name: string): Placeholder | undefined {
  return BY_NAME.get(nameKey(name))
}

/** As an agent of that language writes it: `stranka.ime`. */
export function nameOfPlaceholder(placeholder: Placeholder, language: Language): string {
  return NAMES[placeholder][language][0]
}

export function groupOfPlaceholder(placeholder: Placeholder): PlaceholderGroup {
  return placeholder.slice(0, placeholder.indexOf('.')) as PlaceholderGroup
}

/** With its braces, as it stands in a text. */
export function written(placeholder: Placeholder, language: Language): string {
  return `{{${nameOfPlaceholder(placeholder, language)}}}`
}
