import type { Scenario } from './scenario.ts'

export const payrollScenarios: readonly Scenario[] = [
  {
    id: 'payroll-format',
    caseType: 'support',
    titles: [
      'Napaka pri uvozu ur v {payroll}',
      'Izvoz v plače: program {payroll} javi napako',
      'Izvoz ur za {month} – napačna oblika datoteke',
    ],
    descriptions: [
      'Datoteke za plače, ki jo izvozimo za mesec {month}, program {payroll} ne sprejme. Javi napako v vrstici {many}.',
      'Po [nadgradnji programa {payroll}|zadnji posodobitvi] se je oblika uvoza spremenila. Ali imate pripravljen nov izvoz? Plače moramo oddati do {dateNext}.',
    ],
    questions: [
      [
        'Prosim, priložite izvoženo datoteko in posnetek zaslona z napako.',
        'Prilagam oboje. V vrstici {many} manjka šifra stroškovnega mesta.',
      ],
      ['Katero različico programa {payroll} uporabljate?', 'Uporabljamo različico {version}.'],
    ],
    internal: [
      'Podobno smo rešili že pri drugi stranki, predloga je v skupni mapi.',
      'Program {payroll} od različice {version} zahteva še stroškovno mesto. V naši predlogi je stolpec prazen.',
    ],
    solutions: [
      'Eden od zaposlenih ni imel vpisanega stroškovnega mesta. Po vpisu se datoteka uvozi brez napak.',
      'Predlogo za izvoz smo prilagodili novi obliki programa {payroll}. Prosim, ponovite izvoz za mesec {month}.',
    ],
  },
  {
    id: 'payroll-codes',
    caseType: 'support',
    titles: [
      'Vrsta ure se v program {payroll} prenese narobe',
      'Nova vrsta zaslužka v izvozu za plače',
      'Šifre vrst ur za izvoz',
    ],
    descriptions: [
      'Ure za [nočno delo|pripravljenost|študijski dopust] se v program {payroll} prenesejo pod napačno vrsto zaslužka. Pri ostalih urah je vse v redu.',
      'S {date} uvajamo novo vrsto odsotnosti in jo moramo v plačah voditi ločeno. Prosimo za dopolnitev izvoza.',
    ],
    questions: [
      [
        'Katera šifra velja v programu {payroll} za to vrsto ure?',
        'Šifra je {employee}, ostale ostanejo nespremenjene.',
      ],
      ['Ali naj se te ure izvozijo v urah ali v dnevih?', 'V urah, na dve decimalki.'],
    ],
    internal: [
      'Preslikava šifer je v nastavitvah izvoza, zavihek Vrste ur. Manjka ena vrstica.',
      'Pred spremembo shrani obstoječo preslikavo, računovodstvo jo je lani ročno popravljalo.',
    ],
    solutions: [
      'Šifro smo dodali v preslikavo in izvoz preizkusili na podatkih za mesec {month}. Ure so v pravi vrsti zaslužka.',
      'Preslikava je dopolnjena. Pri naslednjem izvozu bo nova vrsta ure že vključena.',
    ],
  },
  {
    id: 'payroll-missing',
    caseType: 'support',
    titles: [
      'Izvoz v {payroll} ne vključuje vseh delavcev',
      'Izvoz za lokacijo {site} je prazen',
      'Manjkajoči podatki v datoteki za plače',
    ],
    descriptions: [
      'V datoteki za plače za mesec {month} manjka {many} zaposlenih, večinoma novih. V urnih listih so vidni.',
      'Pri izvozu za lokacijo {site} dobimo prazno datoteko. Za ostale lokacije izvoz deluje.',
    ],
    questions: [
      [
        'Ali imajo manjkajoči zaposleni vpisano številko za plače? Brez nje jih izvoz izpusti.',
        'Trije je nimajo, pri ostalih je vpisana.',
      ],
      [
        'Kateri filter je izbran pri izvozu? Prosim za posnetek zaslona.',
        'Izbran je filter »Aktivni na zadnji dan meseca«.',
      ],
    ],
    internal: [
      'Številka za plače se pri uvozu iz kadrovske ne prenese. Obvestiti razvoj povezave.',
      'Filter izpusti zaposlene, ki jim je pogodba potekla med mesecem.',
    ],
    solutions: [
      'Manjkajočim zaposlenim smo vpisali številko za plače in izvoz ponovili. Število vrstic se ujema z urnimi listi.',
      'Filter smo spremenili v »Aktivni kadarkoli v mesecu«. V izvozu so zdaj vsi zaposleni.',
    ],
  },
  {
    id: 'payroll-rounding',
    caseType: 'support',
    titles: [
      'Razlika v urah med urnim listom in plačami',
      'Zaokroževanje ur pri izvozu',
      'Vsota ur v programu {payroll} se ne ujema',
    ],
    descriptions: [
      'Vsota rednih ur v programu {payroll} se od urnega lista razlikuje za nekaj stotink. Računovodstvo zahteva, da se vrednosti ujemajo.',
      'Pri zaposlenem {employee} je v plačah {hours} ure, v urnem listu pa {hours2}. Zakaj prihaja do razlike?',
    ],
    questions: [
      [
        'Ali se razlika pojavi pri vseh zaposlenih ali samo pri tistih z več vrstami ur na dan?',
        'Samo pri tistih, ki delajo ponoči.',
      ],
      ['V katerem zapisu uvažate ure: v minutah ali v decimalnem zapisu?', 'V decimalnem zapisu na dve decimalki.'],
    ],
    internal: [
      'Zaokrožujemo vsak dan posebej, plače pa mesečno vsoto. Vklopi možnost »Zaokroži vsoto«.',
      'Razlika je {many} minut v celotnem podjetju, torej samo zaokroževanje.',
    ],
    solutions: [
      'Vključili smo zaokroževanje mesečne vsote namesto dnevnih vrednosti. Vsoti se zdaj ujemata.',
      'Pripravili smo izvoz v minutah, ki ga program {payroll} prav tako podpira. Razlik ni več.',
    ],
  },
  {
    id: 'payroll-scheduled',
    caseType: 'support',
    titles: [
      'Samodejni izvoz se ne izvede',
      'Načrtovano opravilo za izvoz v {payroll} ne teče',
      'Nočni izvoz podatkov ni uspel',
    ],
    descriptions: [
      'Samodejni izvoz, ki se mora izvesti vsak prvi dan v mesecu ob {time}, se [ta mesec|že drugič zapored] ni izvedel.',
      'V mapi za izvoz ni nove datoteke. V dnevniku piše »Dostop zavrnjen« (koda {error}).',
    ],
    questions: [
      [
        'Pod katerim uporabnikom se izvaja opravilo in ali mu je morda poteklo geslo?',
        'Pod servisnim uporabnikom, geslo smo menjali {onDay}.',
      ],
      [
        'Ali je ciljna mapa na istem strežniku ali na mrežnem pogonu?',
        'Na mrežnem pogonu, ki so ga nedavno preselili.',
      ],
    ],
    internal: [
      'Geslo servisnega uporabnika je poteklo. Predlagam gMSA.',
      'Pot do mape je v nastavitvah zapisana s črko pogona, uporabiti je treba pot UNC.',
    ],
    solutions: [
      'V načrtovano opravilo smo vpisali novo geslo servisnega uporabnika. Izvoz smo sprožili ročno, datoteka je na mestu.',
      'Ciljno mapo smo nastavili s potjo UNC in preverili pravice. Današnji nočni izvoz je uspel.',
    ],
  },
]
