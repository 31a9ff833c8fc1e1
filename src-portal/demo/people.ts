import type { Random } from './random.ts'

export type Gender = 'm' | 'f'
export type Person = { firstName: string; lastName: string; gender: Gender }

const MEN =
  'Aljaž Andrej Anže Blaž Bojan Borut Boštjan Branko Dejan Domen Drago Dušan Franci Gašper Goran Grega Igor Iztok Jaka Jernej Jože Jure Klemen Ljubo Luka Marjan Marko Martin Matej Matjaž Miha Milan Miran Mitja Nejc Peter Primož Robert Rok Samo Sašo Sebastjan Simon Stane Štefan Tadej Tomaž Uroš Vid Žan Žiga'.split(
    ' ',
  )
const WOMEN =
  'Alenka Ana Andreja Anja Barbara Bojana Branka Brigita Darja Eva Irena Jana Jasna Jelka Jožica Karmen Katarina Katja Klara Ksenija Lara Lidija Lucija Maja Manca Marija Marjeta Marta Mateja Metka Mihaela Mojca Monika Nataša Neža Nika Nina Petra Polona Sabina Sara Saša Simona Slavica Špela Tanja Tatjana Teja Tina Urška Valentina Vesna Zala Živa'.split(
    ' ',
  )
const SURNAMES =
  'Arh Bajc Bizjak Blatnik Bogataj Božič Breznik Černe Čuk Debevec Dolenc Erjavec Fras Gorjup Godec Golob Gregorič Hočevar Hrovat Jamnik Jerman Jug Kalan Kastelic Kavčič Klemenčič Knez Kobal Kocjan Kolar Koren Korošec Košir Kovač Kralj Kramar Krajnc Kuhar Lah Lesjak Logar Lukan Majcen Marolt Mavrič Medved Mihelič Mlinar Močnik Narat Oblak Ogrin Pavlin Pečnik Perko Petek Pintar Pirnat Podobnik Pogačar Potočnik Prelog Pušnik Ravnikar Resnik Rupnik Sever Simončič Skok Slapar Sluga Štrukelj Šuligoj Tavčar Tomažič Trček Turk Urbančič Vehovec Verbič Vidic Vodopivec Vovk Založnik Zorko Zupan Žerjav Žnidaršič'.split(
    ' ',
  )

const FOREIGN_MEN = ['Ivan', 'Marko', 'Stefan', 'Thomas', 'Michael', 'Luca', 'Davide', 'Tomislav', 'Petr', 'Gábor']
const FOREIGN_WOMEN = ['Ivana', 'Marija', 'Julia', 'Katharina', 'Chiara', 'Elena', 'Lucie', 'Eszter', 'Anna', 'Petra']
const FOREIGN_SURNAMES = [
  'Horvat',
  'Babić',
  'Marković',
  'Huber',
  'Gruber',
  'Bauer',
  'Rossi',
  'Moretti',
  'Novotný',
  'Dvořák',
  'Kovács',
  'Szabó',
]

export function aPerson(random: Random, foreign = false): Person {
  const gender: Gender = random.chance(0.5) ? 'm' : 'f'
  const first = foreign ? (gender === 'm' ? FOREIGN_MEN : FOREIGN_WOMEN) : gender === 'm' ? MEN : WOMEN
  return { firstName: random.pick(first), lastName: random.pick(foreign ? FOREIGN_SURNAMES : SURNAMES), gender }
}

/** Lower-case ASCII for an e-mail address: `Žiga Štrukelj` → `ziga.strukelj`. */
export function asciiOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '')
}
