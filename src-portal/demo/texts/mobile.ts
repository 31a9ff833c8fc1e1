import type { Scenario } from './scenario.ts'

export const mobileScenarios: readonly Scenario[] = [
  {
    id: 'mobile-sign-in',
    caseType: 'support',
    titles: [
      'Mobilna aplikacija po posodobitvi ne deluje',
      'Mobilna aplikacija ne sprejme naslova strežnika',
      'Prijava v mobilno aplikacijo ne uspe',
    ],
    descriptions: [
      'Zaposleni se po zadnji posodobitvi ne morejo prijaviti v mobilno aplikacijo, prek brskalnika pa prijava deluje. Napaka: {error}.',
      'Na novem telefonu prijava v aplikacijo ni mogoča, ker ta ne sprejme naslova strežnika. Kateri naslov moramo vpisati?',
    ],
    questions: [
      [
        'Kateri telefon in katera različica sistema sta to? Prosim tudi za različico aplikacije.',
        'Telefon z Androidom 14, aplikacija {version}. Enako je pri drugem sodelavcu z iPhonom.',
      ],
      [
        'Ali naslov strežnika odprete v brskalniku na istem telefonu, brez domačega omrežja?',
        'Brskalnik javi, da povezava ni varna.',
      ],
    ],
    internal: [
      'Potrdilo na strežniku je poteklo {date}, aplikacija ga zavrne, brskalnik pa dovoli izjemo.',
      'V verigi manjka vmesno potrdilo. Android ga za razliko od računalnika ne pridobi sam.',
    ],
    solutions: [
      'Digitalno potrdilo strežnika je bilo poteklo. Po namestitvi novega se aplikacija poveže na vseh telefonih.',
      'Na strežnik smo dodali manjkajoče vmesno potrdilo. Aplikacijo prosim zaprite in se ponovno prijavite.',
    ],
  },
  {
    id: 'mobile-location',
    caseType: 'support',
    titles: [
      'GPS lokacija ni zabeležena',
      'Mobilna aplikacija zavrača registracijo izven območja',
      'Lokacija pri mobilni registraciji',
    ],
    descriptions: [
      'Pri terenskih delavcih se registracija zabeleži brez lokacije. Na telefonih je lokacija vključena.',
      'Aplikacija zavrne registracijo na lokaciji {site}, čeprav je zaposleni tam. Polmer območja je {many} metrov.',
    ],
    questions: [
      [
        'Ali ima aplikacija dovoljenje za natančno lokacijo? Nastavitve telefona > Aplikacije > Dovoljenja.',
        'Vključena je samo približna lokacija.',
      ],
      [
        'Prosim za koordinate območja, kot so vpisane v programu.',
        'Koordinate smo odčitali z zemljevida, mogoče sta zamenjani širina in dolžina.',
      ],
    ],
    internal: [
      'Na novejših Androidih je natančno lokacijo treba dovoliti posebej. Dodati v navodila.',
      'Koordinati sta res zamenjani, območje je nekje v Jadranu.',
    ],
    solutions: [
      'Zaposlenim prosim naročite, naj aplikaciji dovolijo natančno lokacijo. Navodila s slikami so priložena.',
      'Koordinati območja sta bili zamenjani. Po popravku registracija na lokaciji {site} deluje.',
    ],
  },
  {
    id: 'mobile-push',
    caseType: 'support',
    titles: ['Vodja ne dobi obvestila o vlogi', 'Obvestilo zaposlenemu o potrjenem dopustu', 'Potisna obvestila'],
    descriptions: [
      'Vodje na telefon ne dobijo več obvestil o novih vlogah za dopust. Po e-pošti obvestila prihajajo.',
      'Zaposleni želijo obvestilo, ko jim vodja potrdi dopust. Ali aplikacija to omogoča?',
    ],
    questions: [
      [
        'Ali strežnik lahko dostopa do spleta na vratih 443? Obvestila se pošiljajo prek zunanje storitve.',
        'Odhodni promet je {onDay} omejil nov požarni zid.',
      ],
      [
        'Ali so v profilu vodje obvestila vključena?',
        'Vključena so, [dvakrat preverjeno|to smo preverili pri treh vodjih].',
      ],
    ],
    internal: [
      'Na požarnem zidu je treba dovoliti naslove storitve za obvestila, seznam je v dokumentaciji.',
      'Žeton naprave je zastarel. Pomaga odjava in ponovna prijava v aplikacijo.',
    ],
    solutions: [
      'Po sprostitvi prometa na požarnem zidu obvestila spet prihajajo. Zaostala obvestila se ne bodo poslala.',
      'Obvestila za zaposlene smo vključili v nastavitvah sistema. Po ponovni prijavi v aplikacijo bodo delovala.',
    ],
  },
  {
    id: 'mobile-door',
    caseType: 'support',
    device: 'reader',
    titles: [
      'Odpiranje vrat s telefonom ne deluje',
      'Mobilni ključ za vrata »{door}«',
      'Bluetooth bralnik ne zazna telefona',
    ],
    descriptions: [
      'Vrata »{door}« s telefonom ne odpremo, s kartico pa. Bralnik: {model}, S/N {serial}.',
      'Mobilni ključ na nekaterih telefonih ne deluje. Zaposleni morajo telefon prisloniti čisto na bralnik in počakati.',
    ],
    questions: [
      ['Ali je na telefonu aplikacija odprta ali zaprta, ko ga prislonite?', 'Če je odprta, deluje, iz ozadja pa ne.'],
      [
        'Katera različica je na bralniku? Za mobilne ključe je potrebna vsaj {newFirmware}.',
        'Na bralniku je {firmware}.',
      ],
    ],
    internal: [
      'Varčevanje z energijo na telefonih ustavi aplikacijo v ozadju.',
      'Bralnik je treba nadgraditi, pri tem vrata nekaj minut ne bodo delovala. Uskladiti termin.',
    ],
    solutions: [
      'Bralnik smo nadgradili na {newFirmware} in povečali domet. Odpiranje s telefonom zdaj deluje tudi iz ozadja.',
      'Aplikacijo je treba izvzeti iz varčevanja z baterijo. Po tej nastavitvi mobilni ključ deluje zanesljivo.',
    ],
  },
]
