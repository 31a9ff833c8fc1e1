import type { Scenario } from './scenario.ts'

export const integrationScenarios: readonly Scenario[] = [
  {
    id: 'ad-sync',
    caseType: 'support',
    titles: [
      'Novi uporabniki iz AD se ne prenesejo',
      'AD: uporabnik {employee} je podvojen',
      'Sinhronizacija z Active Directory',
    ],
    descriptions: [
      'Novi zaposleni, ki jih dodamo v Active Directory, se v programu ne pojavijo. Zadnja uspešna sinhronizacija je bila {date}.',
      'Po spremembi priimka se je zaposlena oseba iz AD prenesla še enkrat, zdaj imamo dva zapisa. Kako ju združimo?',
    ],
    questions: [
      ['Katero napako vidite v dnevniku sinhronizacije?', 'Piše »Poverilnice niso veljavne« in koda {error}.'],
      ['Kateri od obeh zapisov ima pravilne registracije?', 'Starejši, novejši je prazen.'],
    ],
    internal: [
      'Sinhronizacija teče pod osebnim računom nekdanjega informatika. Predlagam servisni račun.',
      'Ujemanje poteka po e-naslovu, treba je preklopiti na objectGUID.',
    ],
    solutions: [
      'Za sinhronizacijo smo vpisali nov servisni račun. Prenos je uspel, dodanih je bilo {many} uporabnikov.',
      'Podvojena zapisa smo združili in ujemanje nastavili po nespremenljivem ključu. Podvajanja ne bo več.',
    ],
  },
  {
    id: 'hr-import',
    caseType: 'support',
    titles: ['Nočni uvoz zaposlenih se ne izvede', 'Pri uvozu se zamenja oddelek', 'Uvoz iz kadrovskega programa'],
    descriptions: [
      'Nočni uvoz iz kadrovskega programa se je {date} ustavil. Novi zaposleni nimajo kartic in ne morejo v stavbo.',
      'Pri uvozu se nekaterim zaposlenim zamenja oddelek. V kadrovskem programu je podatek pravilen.',
    ],
    questions: [
      ['Prosim za uvozno datoteko in dnevnik uvoza s tega dne.', 'Oboje je priloženo. V datoteki je {many} vrstic.'],
      ['Ali ste v kadrovskem programu nedavno spreminjali šifrant oddelkov?', 'Da, oddelke smo preštevilčili {onDay}.'],
    ],
    internal: [
      'V datoteki je podpičje znotraj naziva delovnega mesta, zato se stolpci zamaknejo.',
      'Preslikava oddelkov je po šifri, po preštevilčenju pa se ne ujema več.',
    ],
    solutions: [
      'Uvoz zdaj pravilno bere polja v narekovajih. Zaostali uvozi so bili izvedeni, {many} zapisov je posodobljenih.',
      'Preslikavo oddelkov smo uskladili z novim šifrantom in uvoz ponovili. Podatki se ujemajo.',
    ],
  },
  {
    id: 'smtp',
    caseType: 'support',
    titles: ['Program ne pošilja e-pošte', 'Nastavitev poštnega strežnika', 'Obvestila po e-pošti ne prihajajo'],
    descriptions: [
      'Od {date} program ne pošilja več e-pošte. Pri preizkusu se izpiše napaka {error}.',
      'Poštni strežnik smo preselili v Microsoft 365 in prejšnja nastavitev ne deluje več. Prosimo za navodila.',
    ],
    questions: [
      [
        'Katera vrata in katero vrsto prijave uporabljate pri pošiljanju?',
        'Vrata 587, prijava z uporabniškim imenom in geslom.',
      ],
      [
        'Ali lahko vaš skrbnik ustvari registracijo aplikacije za sodobno preverjanje pristnosti?',
        'Lahko, potrebuje samo natančna navodila.',
      ],
    ],
    internal: [
      'V čakalni vrsti za pošiljanje je {many} sporočil. Stara pred vklopom počistimo.',
      'Osnovna prijava je ukinjena, nastaviti je treba OAuth. Navodila so v bazi znanja.',
    ],
    solutions: [
      'Naslov strežnika smo dodali na seznam dovoljenih pošiljateljev. Zaostala sporočila so poslana.',
      'Pošiljanje smo preklopili na sodobno preverjanje pristnosti. Preizkusno sporočilo je prispelo.',
    ],
  },
  {
    id: 'api',
    caseType: 'support',
    titles: ['API vrne napako 403', 'Dostop do dogodkov prek vmesnika API', 'Povezava z našim sistemom ERP'],
    descriptions: [
      'Klic vmesnika od {date} vrača napako 403, pred tem je deloval. Na naši strani nismo ničesar spreminjali.',
      'Za povezavo z našim sistemom ERP potrebujemo dostop do dogodkov prek vmesnika API. Prosimo za dokumentacijo in ključ.',
    ],
    questions: [
      ['Kateri klic uporabljate in s katerega naslova IP prihaja?', 'Klic za seznam dogodkov, z naslova {ip}.'],
      [
        'Kako pogosto boste brali podatke? Priporočamo branje samo sprememb.',
        'Vsakih {many} minut, zadostujejo spremembe.',
      ],
    ],
    internal: [
      'Ključ je potekel po enem letu, obvestilo je šlo na nekdanjega zaposlenega.',
      'Pri tej stranki je vključen seznam dovoljenih naslovov IP.',
    ],
    solutions: [
      'Ključ za API smo obnovili in vam ga poslali po varni poti. Veljaven je eno leto.',
      'Dokumentacijo in ključ ste prejeli. Naslov {ip} smo dodali na seznam dovoljenih.',
    ],
  },
  {
    id: 'server-move',
    caseType: 'support',
    titles: ['Selitev na nov strežnik', 'Prenos podatkovne baze na nov SQL', 'Menjava strežnika – prosimo za termin'],
    descriptions: [
      'Stari strežnik bomo {dateNext} izklopili. Prosimo za pomoč pri selitvi programa in podatkovne baze na novega.',
      'Selimo se na novejši SQL Server. Katere različice podpirate in kakšen je postopek?',
    ],
    questions: [
      [
        'Kako velika je podatkovna baza in koliko časa je program lahko nedosegljiv?',
        'Baza ima približno {many} GB, izpad je mogoč po 16. uri.',
      ],
      [
        'Prosim, pripravite dostop do novega strežnika in servisni račun s skrbniškimi pravicami.',
        'Dostop je pripravljen, podatke pošljemo po telefonu.',
      ],
    ],
    internal: [
      'Selitev ocenjujem na štiri ure dela. Preveriti, ali je zajeto v pogodbi.',
      'Ne pozabi na potrdilo, načrtovana opravila in pot do izvoza za plače.',
    ],
    solutions: [
      'Selitev je končana, vsi terminali se povezujejo na novi strežnik. Starega obdržite še teden dni v rezervi.',
      'Baza je prenesena in preverjena, varnostno kopiranje je nastavljeno vsak dan ob 1:00.',
    ],
  },
  {
    id: 'upgrade',
    caseType: 'support',
    titles: [
      'Po nadgradnji program ne deluje pravilno',
      'Termin za nadgradnjo programa',
      'Nadgradnja na različico {version}',
    ],
    descriptions: [
      'Po nadgradnji na {version} se nekateri pregledi ne odprejo, izpiše se »Nepričakovana napaka«.',
      'Radi bi nadgradili program na zadnjo različico. Kdaj imate prost termin in kaj moramo pripraviti?',
    ],
    questions: [
      [
        'Ali se napaka pojavi vsem uporabnikom? Prosim, počistite tudi predpomnilnik brskalnika.',
        'Po čiščenju predpomnilnika je pri večini v redu, pri dveh uporabnikih pa ne.',
      ],
      ['Ali imate svežo varnostno kopijo baze?', 'Kopija je bila narejena {date} ponoči.'],
    ],
    internal: [
      'Pri uporabnikih s shranjenimi filtri se stari zapis ne pretvori. Prijavljeno razvoju.',
      'Nadgradnja v dveh korakih, najprej vmesna različica.',
    ],
    solutions: [
      'Napako pri shranjenih pregledih smo odpravili s popravkom, nameščen je na vašem strežniku.',
      'Nadgradnja je uspešno zaključena, program teče na različici {version}. Novosti so opisane v priloženem dokumentu.',
    ],
  },
  {
    id: 'slow',
    caseType: 'support',
    titles: ['Počasno odpiranje urnih listov', 'Poročilo se izvaja več minut', 'Program deluje zelo počasi'],
    descriptions: [
      'Odpiranje urnih listov [ob začetku meseca|zadnja dva tedna] traja tudi več minut. Drugi programi na strežniku delujejo normalno.',
      'Poročilo o prisotnosti za celo leto se po nekaj minutah prekine z napako {error}.',
    ],
    questions: [
      [
        'Ali je počasno pri vseh uporabnikih ali samo na določeni lokaciji?',
        'Pri vseh, najbolj pa na lokaciji {site}, kjer je povezava počasnejša.',
      ],
      [
        'Koliko pomnilnika ima strežnik in koliko ga zaseda SQL Server?',
        'Strežnik ima 8 GB pomnilnika, SQL porabi skoraj vse.',
      ],
    ],
    internal: [
      'Indeksi so razdrobljeni, vzdrževalno opravilo že {many} dni ni teklo.',
      'SQL nima omejitve pomnilnika, operacijskemu sistemu ostane premalo.',
    ],
    solutions: [
      'Obnovili smo indekse in omejili pomnilnik za SQL. Urni list se zdaj odpre v manj kot dveh sekundah.',
      'Poročilo smo preuredili, da bere samo potrebne podatke. Za celo leto traja manj kot minuto.',
    ],
  },
]
