import type { Scenario } from './scenario.ts'

export const generalScenarios: readonly Scenario[] = [
  {
    id: 'password',
    caseType: 'support',
    titles: ['Uporabniški račun je zaklenjen', 'Ponastavitev gesla za skrbnika', 'Pozabljeno geslo'],
    descriptions: [
      'Po večkratnem napačnem vnosu gesla je račun zaklenjen. Prosimo za odklep oziroma novo geslo.',
      'Sodelavka, ki je skrbela za program, je odšla. Nihče drug nima skrbniškega gesla. Kako ga ponastavimo?',
    ],
    questions: [
      ['Na kateri e-naslov naj pošljemo povezavo za ponastavitev?', 'Na naslov, s katerega je oddan ta zahtevek.'],
      [
        'Zaradi varnosti potrebujemo potrditev odgovorne osebe vašega podjetja. Kdo jo lahko poda?',
        'Potrditev je po e-pošti poslala direktorica.',
      ],
    ],
    internal: [
      'Identiteto sem preveril{a} s klicem na centralo podjetja.',
      'Skrbniški račun naj bo poimenski, skupnega po novi politiki ne odpiramo več.',
    ],
    solutions: [
      'Račun je odklenjen, povezava za novo geslo je na vašem e-naslovu in velja 24 ur.',
      'Ustvarili smo nov skrbniški račun, starega pa onemogočili. Ob prvi prijavi boste nastavili svoje geslo.',
    ],
  },
  {
    id: 'training',
    caseType: 'support',
    titles: ['Termin za šolanje vodij', 'Novejša navodila za mesečni obračun', 'Izobraževanje in navodila'],
    descriptions: [
      'Imamo {many} novih vodij, ki bodo potrjevali odsotnosti. Zanima nas kratko izobraževanje prek spleta.',
      'Ali imate novejša navodila za pripravo mesečnega obračuna? Tista, ki jih imamo, so za starejšo različico.',
    ],
    questions: [
      [
        'Predlagam termin {onDay} ob {time}, trajanje približno dve uri. Ali vam ustreza?',
        'Ustreza, udeleženci bodo v sejni sobi.',
      ],
      ['Katero različico programa uporabljate?', 'Uporabljamo različico {version}.'],
    ],
    internal: [
      'Izobraževanje vodi Barbara. Dve uri, obračun po ceniku.',
      'Posnetek zadnjega šolanja je uporaben, pošljimo jim povezavo.',
    ],
    solutions: [
      'Izobraževanje je bilo izvedeno, gradivo in posnetek ste prejeli po e-pošti.',
      'Posodobljena navodila so priložena. Poglavje o mesečnem obračunu se začne na strani {many}.',
    ],
  },
  {
    id: 'report',
    caseType: 'support',
    titles: [
      'Potrebujemo izpis za inšpekcijo',
      'Prilagoditev izpisa urnega lista',
      'Poročilo o prisotnosti po oddelkih',
    ],
    descriptions: [
      'Za inšpekcijo dela potrebujemo izpis evidence delovnega časa za mesec {month} z vsemi popravki. Kje ga najdemo?',
      'V izpis urnega lista bi radi dodali stolpec »Stroškovno mesto« in podpis vodje.',
    ],
    questions: [
      [
        'Za katere zaposlene in v kakšni obliki (PDF ali Excel) potrebujete izpis?',
        'Za vse zaposlene na lokaciji {site}, v obliki PDF.',
      ],
      ['Ali naj bo izpis na voljo vsem vodjem?', 'Da, vsem vodjem oddelkov.'],
    ],
    internal: [
      'Obstaja standardno poročilo »Evidenca ZEPDSV«, samo vključiti ga je treba.',
      'Prilagoditev izpisa je plačljiva, okvirno dve uri. Najprej potrditev stranke.',
    ],
    solutions: [
      'Poročilo smo dodali v vaš meni Poročila. Vsebuje vse zakonsko zahtevane podatke in sledenje popravkom.',
      'Izpis smo dopolnili s stroškovnim mestom in prostorom za podpis. Prosim, preverite priloženi primer.',
    ],
  },
  {
    id: 'retract-setup',
    caseType: 'support',
    device: 'controller',
    titles: [
      'Nastavitev zakasnitve na vratih »{door}«',
      'Pomoč pri nastavitvi urnika odpiranja',
      'Nastavitev vrat »{door}«',
    ],
    descriptions: [
      'Potrebujemo pomoč pri nastavitvi zakasnitve zaklepanja na vratih »{door}«. Gostje z vozički ne pridejo pravočasno skozi.',
      'Vhodna vrata naj bodo med 8:00 in 15:00 odklenjena, razen ob praznikih. Urnik smo nastavili, a vrata tudi na praznik ostanejo odprta.',
    ],
    questions: [
      [
        'Kolikšen čas odprtja imate zdaj nastavljen? Privzeto je pet sekund.',
        'Nastavljeno je pet sekund, želeli bi petnajst.',
      ],
      ['Ali je v urniku izbran koledar praznikov?', 'Polje za koledar je prazno.'],
    ],
    internal: [
      'Krmilnik {serial} podpira ločen čas za osebe s posebnimi potrebami, to je boljša rešitev.',
      'Koledar praznikov obstaja, samo povezan ni.',
    ],
    solutions: [
      'Čas odprtja smo podaljšali na petnajst sekund in ga prenesli na krmilnik {serial}.',
      'Urniku smo dodali koledar praznikov. Na praznik vrata po novem ostanejo zaklenjena.',
    ],
  },
  {
    id: 'portal-access',
    caseType: 'support',
    titles: ['Dostop do portala za sodelavca', 'Ne vidim starih zahtevkov', 'Sprememba kontaktne osebe'],
    descriptions: [
      'V portal bi radi dodali sodelavca ({person}), ki bo v času moje odsotnosti oddajal zahtevke.',
      'V portalu ne vidim zahtevkov, ki jih je oddala moja predhodnica. Ali mi jih lahko prikažete?',
    ],
    questions: [
      [
        'Sodelavec naj izpolni prijavnico na portalu, mi jo bomo potrdili. Ali naj vidi tudi vaše zahtevke?',
        'Da, videti mora vse zahtevke podjetja.',
      ],
      ['Prosim za ime predhodnice, da preverim njen račun.', 'Zahtevke je oddajala {person2}.'],
    ],
    internal: [
      'Registracija čaka na potrditev, podatki podjetja se ujemajo z davčno številko.',
      'Stari račun onemogoči, zahtevke prepiši na novi kontakt.',
    ],
    solutions: [
      'Registracijo smo potrdili, sodelavec je prejel povabilo na svoj e-naslov.',
      'Zahtevki predhodnice so zdaj vidni tudi vam. Njen račun smo zaprli.',
    ],
  },
]
