import type { Scenario } from './scenario.ts'

export const licenceScenarios: readonly Scenario[] = [
  {
    id: 'licence-expired',
    caseType: 'support',
    titles: ['Licenca je potekla', 'Program javi potek licence', 'Opozorilo o poteku licence {licence}'],
    descriptions: [
      'Ob prijavi se izpiše, da licenca poteče čez {many} dni. Vzdrževalno pogodbo imamo podaljšano. Prosimo za novo licenčno datoteko.',
      'Od danes v program ne moremo več, izpiše se »Licenca ni veljavna«. Ključ licence: {licence}.',
    ],
    questions: [
      [
        'Prosim, pošljite identifikacijsko številko sistema. Najdete jo v meniju Pomoč > O programu.',
        'Identifikacijska številka je {system}.',
      ],
      [
        'Ali je bil strežnik v zadnjem času preseljen ali mu je bil spremenjen procesor?',
        'Da, virtualni strežnik je bil {onDay} preseljen na novo gručo.',
      ],
    ],
    internal: [
      'Pogodba je podaljšana do konca leta, računovodstvo potrjuje plačilo. Izdam novo licenco.',
      'Zaradi preselitve se je spremenil prstni odtis strojne opreme, potrebna je ponovna aktivacija.',
    ],
    solutions: [
      'Novo licenčno datoteko smo poslali na vaš e-naslov. Uvozite jo v meniju Pomoč > Licenca > Uvozi.',
      'Licenco smo ponovno aktivirali za novi strežnik. Veljavna je do konca pogodbenega obdobja.',
    ],
  },
  {
    id: 'licence-more',
    caseType: 'support',
    titles: ['Presežena omejitev števila zaposlenih', 'Ponudba za dodatne licence', 'Povečanje števila licenc'],
    descriptions: [
      'Presegli smo število licenciranih zaposlenih in novih ne moremo več dodati. Potrebujemo še {many} licenc.',
      'Zaradi širitve na lokaciji {site} bomo zaposlili {many} ljudi. Prosimo za ponudbo za dodatne licence.',
    ],
    questions: [
      [
        'Ali so med aktivnimi osebami morda tudi nekdanji zaposleni? Z njihovo arhivacijo se licence sprostijo.',
        'Nekaj jih je, ampak ne dovolj.',
      ],
      ['Ali potrebujete licence samo za evidenco delovnega časa ali tudi za kontrolo dostopa?', 'Za oboje.'],
    ],
    internal: [
      'Posredovano prodaji, ponudbo pripravijo do {dateNext}.',
      'Začasno sem povečal{a} omejitev za 14 dni, da lahko delajo.',
    ],
    solutions: [
      'Licenco smo povečali po potrjeni ponudbi. Novo stanje vidite v meniju Pomoč > Licenca.',
      'Ponudbo ste prejeli po e-pošti. Do potrditve smo vam omejitev začasno povečali.',
    ],
  },
  {
    id: 'licence-activation',
    caseType: 'support',
    titles: ['T&S aktivacija ne uspe', 'Aktivacija brez dostopa do spleta', 'Aktivacija licence {licence}'],
    descriptions: [
      'Po selitvi na nov strežnik programa ne moremo aktivirati. Spletna aktivacija se konča z napako {error}.',
      'Strežnik nima dostopa do spleta, zato spletna aktivacija ni mogoča. Kako izvedemo ročno aktivacijo?',
    ],
    questions: [
      [
        'Ali je stari strežnik že izklopljen? Licenca je lahko aktivna samo na enem.',
        'Stari strežnik je izklopljen od {date}.',
      ],
      [
        'Prosim, izvozite zahtevek za aktivacijo (gumb »Shrani zahtevek«) in ga priložite.',
        'Datoteka z zahtevkom je priložena.',
      ],
    ],
    internal: [
      'Stara aktivacija še vedno velja, treba jo je sprostiti na licenčnem strežniku.',
      'Pri njih promet teče prek posrednika, aktivacija pa tega ne upošteva.',
    ],
    solutions: [
      'Staro aktivacijo smo sprostili, nov aktivacijski ključ pa poslali po e-pošti. Aktivacija mora zdaj uspeti.',
      'Pripravili smo datoteko za ročno aktivacijo. Uvozite jo z gumbom »Naloži odgovor«.',
    ],
  },
  {
    id: 'licence-module',
    caseType: 'support',
    titles: ['Modul ni na voljo v meniju', 'Preizkus modula za razporejanje', 'Vprašanje o modulih in licenci'],
    descriptions: [
      'Po nadgradnji na različico {version} v meniju ni več modula [Obiski|Razporejanje|Malica]. Pred tem smo ga redno uporabljali.',
      'Zanima nas preizkusna uporaba modula za razporejanje izmen. Ali nam ga lahko začasno vključite?',
    ],
    questions: [
      ['Ali modula ne vidi noben uporabnik ali samo nekateri?', 'Ne vidi ga nihče, tudi skrbnik ne.'],
      ['Prosim za identifikacijsko številko sistema, da preverim licenco.', 'Številka je {system}.'],
    ],
    internal: [
      'Modul je bil v stari licenci vključen brezplačno, v novi shemi pa je ločen. Odloči naj skrbnik stranke.',
      'Preizkusno obdobje je največ 30 dni.',
    ],
    solutions: [
      'Modul smo dodali v licenco, po ponovni prijavi je spet v meniju.',
      'Preizkusno licenco smo vključili do {dateNext}. Kratka navodila so priložena.',
    ],
  },
]
