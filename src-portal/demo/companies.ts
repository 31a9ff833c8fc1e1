import { asciiOf } from './people.ts'
import type { Random } from './random.ts'

/** Invented names; only the towns are real. */
export type Company = { name: string; city: string; country: string; taxNumber: string; domain: string }

const NAMES =
  'Alveta Bistrec Brenika Cerovit Čebelnik Dolmark Drenova Elvira Fortana Gorenka Habata Hrastnica Indaro Jasenak Javoriš Kalvera Kamnera Kolvit Kresnik Lavena Lipovit Lokvar Macesna Medora Mlinarka Morenta Nadvor Norika Obreza Ostrela Palvica Pohorit Poljanka Ravnina Rečica Rodena Savinka Sedlar Smrekar Solvena Strmec Šentora Šipkar Tehnora Termuša Trnovka Utripa Vetrnik Vinograja Vodomec Vrelina Zarjana Zelenik Zlatovid Žagarica Želodnik'.split(
    ' ',
  )

const TRADES: readonly (readonly [trade: string, form: string])[] = [
  ['', 'd.o.o.'],
  ['inženiring', 'd.o.o.'],
  ['logistika', 'd.o.o.'],
  ['transport', 'd.o.o.'],
  ['plastika', 'd.o.o.'],
  ['orodjarna', 'd.o.o.'],
  ['trgovina', 'd.o.o.'],
  ['pekarna', 'd.o.o.'],
  ['livarna', 'd.d.'],
  ['pohištvo', 'd.d.'],
  ['tekstil', 'd.d.'],
  ['energetika', 'd.d.'],
  ['gradnje', 'd.d.'],
  ['farma', 'd.o.o.'],
  ['hoteli', 'd.d.'],
  ['mlekarna', 'd.o.o.'],
  ['elektronika', 'd.o.o.'],
  ['papir', 'd.d.'],
  ['avtodeli', 'd.o.o.'],
  ['kovinarstvo', 'd.o.o.'],
]

export const CITIES = [
  'Ljubljana',
  'Maribor',
  'Celje',
  'Kranj',
  'Koper',
  'Velenje',
  'Novo mesto',
  'Ptuj',
  'Trbovlje',
  'Kamnik',
  'Jesenice',
  'Domžale',
  'Škofja Loka',
  'Izola',
  'Murska Sobota',
  'Nova Gorica',
  'Postojna',
  'Logatec',
  'Vrhnika',
  'Kočevje',
  'Slovenj Gradec',
  'Krško',
  'Brežice',
  'Sežana',
  'Ajdovščina',
  'Žalec',
  'Litija',
] as const

const FOREIGN: readonly (readonly [country: string, city: string, form: string])[] = [
  ['HR', 'Zagreb', 'd.o.o.'],
  ['HR', 'Rijeka', 'd.o.o.'],
  ['AT', 'Graz', 'GmbH'],
  ['AT', 'Klagenfurt', 'GmbH'],
  ['DE', 'München', 'GmbH'],
  ['IT', 'Trieste', 'S.r.l.'],
  ['CZ', 'Brno', 's.r.o.'],
  ['HU', 'Szeged', 'Kft.'],
]

/** Every second round over all names and trades is told apart by its town, so that no two companies share a name. */
export function aCompany(index: number, foreign: boolean, random: Random): Company {
  const name = NAMES[index % NAMES.length]!
  const [trade, form] = TRADES[(index * 7 + Math.floor(index / NAMES.length) * 3) % TRADES.length]!
  const round = Math.floor(index / (NAMES.length * TRADES.length))
  const [country, city, legalForm] = foreign ? random.pick(FOREIGN) : (['SI', random.pick(CITIES), form] as const)
  const words = [name, trade, round === 0 ? '' : `${CITIES[round % CITIES.length]} ${round}`].filter(
    (word) => word !== '',
  )
  const digits = withCheckDigit(1_000_000 + ((index * 791 + random.int(0, 100)) % 8_999_000))
  return {
    name: `${words.join(' ')} ${legalForm}`,
    city,
    country,
    taxNumber: country === 'SI' ? digits : `${country}${digits}`,
    domain: `${asciiOf(words.join(' ')).replaceAll('.', '-')}.example`,
  }
}

/** A Slovene tax number: seven digits, and the eighth by their weighted sum. Numbers that have none are passed over. */
function withCheckDigit(seven: number): string {
  const digits = String(seven)
  const sum = [8, 7, 6, 5, 4, 3, 2].reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  const check = 11 - (sum % 11)
  return check === 11 ? withCheckDigit(seven + 1) : `${digits}${check % 10}`
}
