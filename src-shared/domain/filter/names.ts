import type { Language } from '../case.ts'
import { AGE_UNITS, type AgeUnit, FILTER_FIELDS, type FilterField, type KnownValue, knownValues } from './fields.ts'

type Names = Record<Language, readonly [string, ...string[]]>

/** What an agent writes: the first name of each is the one that is shown, the others are understood too. */
const FIELD_NAMES: Record<FilterField, Names> = {
  status: { sl: ['stanje'], en: ['status', 'group', 'state'] },
  owner: { sl: ['lastnik'], en: ['owner', 'agent'] },
  team: { sl: ['skupina', 'ekipa'], en: ['team'] },
  type: { sl: ['vrsta', 'tip'], en: ['type'] },
  company: { sl: ['podjetje'], en: ['company', 'account'] },
  customer: { sl: ['stranka', 'kontakt'], en: ['customer', 'contact'] },
  entitlement: { sl: ['upravičenost', 'pogodba'], en: ['entitlement', 'contract'] },
  serial: { sl: ['serijska', 'naprava'], en: ['serial', 'device'] },
  reference: { sl: ['referenca'], en: ['reference', 'ref'] },
  system: { sl: ['sistem'], en: ['system'] },
  number: { sl: ['številka'], en: ['number'] },
  warranty: { sl: ['garancija'], en: ['warranty'] },
  older: { sl: ['starejše'], en: ['older'] },
  newer: { sl: ['novejše'], en: ['newer'] },
  createdBefore: { sl: ['ustvarjeno-pred', 'ustvarjeno-do'], en: ['created-before'] },
  createdAfter: { sl: ['ustvarjeno-od', 'ustvarjeno-po'], en: ['created-after', 'created-since'] },
  waiting: { sl: ['čakanje', 'čaka'], en: ['waiting', 'waiting-since'] },
  sla: { sl: ['sla'], en: ['sla'] },
  due: { sl: ['rok'], en: ['due'] },
  is: { sl: ['je'], en: ['is'] },
  text: { sl: ['besedilo'], en: ['text', 'words'] },
}

const VALUE_NAMES: Record<KnownValue, Names> = {
  open: { sl: ['odprto', 'odprti'], en: ['open'] },
  waiting: { sl: ['čaka', 'čakanje'], en: ['waiting'] },
  active: { sl: ['v-obravnavi'], en: ['active'] },
  closed: { sl: ['zaključeno', 'zaprto'], en: ['closed'] },
  in_progress: { sl: ['v-teku'], en: ['in-progress'] },
  researching: { sl: ['raziskovanje'], en: ['researching'] },
  field_service: { sl: ['terenski-servis', 'teren'], en: ['field-service'] },
  waiting_for_details: { sl: ['čakanje-na-podrobnosti'], en: ['waiting-for-details'] },
  resolved: { sl: ['rešeno'], en: ['resolved'] },
  cancelled: { sl: ['preklicano'], en: ['cancelled', 'canceled'] },
  breached: { sl: ['prekoračeno'], en: ['breached', 'overdue'] },
  risk: { sl: ['ogroženo', 'tveganje'], en: ['risk', 'at-risk'] },
  running: { sl: ['teče', 'v-roku'], en: ['running'] },
  paused: { sl: ['ustavljeno', 'miruje'], en: ['paused'] },
  met: { sl: ['doseženo'], en: ['met'] },
  late: { sl: ['zamujeno'], en: ['late'] },
  support: { sl: ['podpora'], en: ['support'] },
  rma: { sl: ['popravilo', 'rma'], en: ['rma', 'repair'] },
  me: { sl: ['jaz'], en: ['me'] },
  none: { sl: ['brez', 'nihče'], en: ['none', 'nobody'] },
  unread: { sl: ['neprebrano', 'neprebran'], en: ['unread'] },
  followed: { sl: ['spremljano', 'spremljan'], en: ['followed', 'following'] },
  snoozed: { sl: ['preloženo', 'preložen'], en: ['snoozed'] },
  back: { sl: ['nazaj', 'vrnjeno'], en: ['back'] },
  yes: { sl: ['da'], en: ['yes'] },
  no: { sl: ['ne'], en: ['no'] },
}

const UNIT_NAMES: Record<AgeUnit, Names> = {
  h: { sl: ['h', 'u'], en: ['h'] },
  d: { sl: ['d'], en: ['d'] },
  w: { sl: ['t'], en: ['w'] },
}

/** Marks, capitals, dashes and underscores do not matter: `Starejse` is `starejše`, `in_progress` is `in-progress`. */
export function filterNameKey(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[_-]+/g, '')
}

const allNames = ({ sl, en }: Names): readonly string[] => [...sl, ...en]

const FIELD_BY_NAME: ReadonlyMap<string, FilterField> = new Map(
  FILTER_FIELDS.flatMap((field) =>
    [field, ...allNames(FIELD_NAMES[field])].map((name) => [filterNameKey(name), field] as const),
  ),
)

/** In either language, whatever the agent's own. */
export function fieldNamed(name: string): FilterField | undefined {
  return FIELD_BY_NAME.get(filterNameKey(name))
}

export function nameOfField(field: FilterField, language: Language): string {
  return FIELD_NAMES[field][language][0]
}

export function valueNamed(field: FilterField, name: string): KnownValue | undefined {
  const key = filterNameKey(name)
  return knownValues(field).find((value) =>
    [value, ...allNames(VALUE_NAMES[value])].some((known) => filterNameKey(known) === key),
  )
}

export function nameOfValue(value: KnownValue, language: Language): string {
  return VALUE_NAMES[value][language][0]
}

export function unitNamed(name: string): AgeUnit | undefined {
  const key = filterNameKey(name)
  return AGE_UNITS.find((unit) => [unit, ...allNames(UNIT_NAMES[unit])].includes(key))
}

export function nameOfUnit(unit: AgeUnit, language: Language): string {
  return UNIT_NAMES[unit][language][0]
}

/** Those of which a name in that language begins with what is typed; where there is none, in the other one. */
export function fieldsBeginning(typed: string, language: Language): FilterField[] {
  return beginning(FILTER_FIELDS, (field) => FIELD_NAMES[field], { typed, language })
}

export function valuesBeginning(field: FilterField, typed: string, language: Language): KnownValue[] {
  return beginning(knownValues(field), (value) => VALUE_NAMES[value], { typed, language })
}

type Typed = { typed: string; language: Language }

function beginning<T>(all: readonly T[], namesOf: (one: T) => Names, { typed, language }: Typed): T[] {
  const key = filterNameKey(typed)
  const begin = (names: readonly string[]) => names.some((name) => filterNameKey(name).startsWith(key))
  const own = all.filter((one) => begin(namesOf(one)[language]))
  return own.length > 0 ? own : all.filter((one) => begin(allNames(namesOf(one))))
}
