import type { Scenario } from './scenario.ts'

export const doorScenarios: readonly Scenario[] = [
  {
    id: 'door-unlocked',
    caseType: 'support',
    device: 'controller',
    visit: true,
    titles: ['Vrata »{door}« ostanejo odklenjena', 'Vrata se ne zaklenejo', 'NUJNO: vrata »{door}« ves čas odprta'],
    descriptions: [
      'Vrata »{door}« so [od jutra|od konca tedna] stalno odklenjena, v programu pa piše, da so zaklenjena. Krmilnik ima serijsko številko {serial}. Ker gre za vhod v [skladišče|arhiv|strežniško sobo], prosimo za hitro pomoč.',
      'Po [nadgradnji|izpadu elektrike] se vrata »{door}« ne zaklenejo več. Bralnik sicer piska in zeleno zasveti.',
    ],
    questions: [
      [
        'Ali je za ta vrata morda nastavljen urnik stalnega odpiranja? Preverite v meniju Vrata > Urniki.',
        'Urnik je nastavljen od 6:00 do 7:00, vrata pa so odprta ves dan.',
      ],
      [
        'Prosim, preverite, ali na krmilniku sveti lučka izhoda za ta vrata.',
        'Lučka izhoda sveti ves čas, tudi ko vrata v programu zaklenemo.',
      ],
    ],
    internal: [
      'V dnevniku vidim ukaz »Stalno odprto«, ki ga je {date} sprožil uporabnik varnostne službe.',
      'Kontakt releja je verjetno zlepljen. [Serviser naj vzame s seboj nadomestni krmilnik.|Potreben bo obisk.]',
    ],
    solutions: [
      'V programu je bil aktiven ukaz »Stalno odprto«. Preklicali smo ga in vrata »{door}« so spet zaklenjena. Predlagamo, da pravico za ta ukaz omejite.',
      'Zamenjali smo rele na krmilniku {serial}. Vrata smo preizkusili s tremi karticami in delujejo pravilno.',
    ],
  },
  {
    id: 'controller-offline',
    caseType: 'support',
    device: 'controller',
    visit: true,
    titles: ['Krmilnik {serial} ni dosegljiv', 'Krmilnik vrat brez povezave', 'Kontrola dostopa {site} ne deluje'],
    descriptions: [
      'V programu je krmilnik {model} ({serial}) obarvan rdeče. Stare kartice odpirajo vrata, novih pravic pa ne prejme.',
      'Od {date} krmilnik na lokaciji {site} ne komunicira s strežnikom. Na napravi utripa rdeča lučka.',
    ],
    questions: [
      [
        'Kolikokrat zapored utripne rdeča lučka? Po številu utripov lahko določimo vrsto napake.',
        '[Trikrat|Dvakrat], potem je krajši premor in se ponovi.',
      ],
      [
        'Ali lahko krmilnik za minuto izklopite in nam nato sporočite naslov, ki ga dobi od strežnika DHCP?',
        'Po ponovnem zagonu je dobil naslov {ip}, povezave pa še vedno ni.',
      ],
    ],
    internal: [
      'Stranka je preselila strežnik, krmilnik pa ima vpisan stari naslov.',
      'Krmilnik ima potekel certifikat. Treba ga je ponovno uskladiti z varnim ključem.',
    ],
    solutions: [
      'V krmilnik smo vpisali novi naslov strežnika in ga ponovno zagnali. Povezava je vzpostavljena, pravice so usklajene.',
      'Krmilniku smo obnovili varnostni ključ. Zdaj je v programu spet zelen in prejema spremembe.',
    ],
  },
  {
    id: 'reader-dead',
    caseType: 'support',
    device: 'reader',
    visit: true,
    titles: ['Bralnik na vratih »{door}« ne deluje', 'Bralnik kartic se ne odziva', 'Bralnik {serial} ne sveti'],
    descriptions: [
      'Bralnik {model} na vratih »{door}« se ne odziva na nobeno kartico. Lučka na njem ne sveti. Serijska številka bralnika je {serial}.',
      'Po nevihti {onDay} bralnik na zunanjih vratih ne deluje več. Vrata odpiramo s ključem.',
    ],
    questions: [
      [
        'Ali lahko na sponkah bralnika izmerite napetost? Biti mora med 11 in 13 V.',
        'Hišnik je izmeril [12,1 V|9,4 V|0 V].',
      ],
      [
        'Prosim, zamenjajte ga z bralnikom s sosednjih vrat, da ugotovimo, ali je vzrok v bralniku ali v napeljavi.',
        'Drugi bralnik na istem mestu [deluje|prav tako ne deluje].',
      ],
    ],
    internal: [
      'Bralnik je še v garanciji. Če napetost ustreza, odpremo RMA.',
      'Na tej lokaciji smo lani že menjali napajalnik, preverimo, ali je spet preobremenjen.',
    ],
    solutions: [
      'Vzrok je bil pregorel napajalnik krmilnika. Serviser ga je zamenjal, bralnik na vratih »{door}« deluje.',
      'Po merjenju sodeč je okvarjen bralnik. Pošljite nam ga na popravilo, v portalu pa odprite zahtevek vrste Popravilo (RMA).',
    ],
  },
  {
    id: 'cards-bulk',
    caseType: 'support',
    titles: ['Uvoz večjega števila kartic', 'Dodajanje {many} novih kartic', 'Kako uvozimo kartice iz Excela'],
    descriptions: [
      'Prejeli smo {many} novih kartic in bi jih radi naenkrat dodelili zaposlenim. Ali obstaja uvoz iz datoteke Excel?',
      'Zaradi menjave kartic moramo v enem dnevu zamenjati vse kartice. Ročno bi to trajalo predolgo, zato prosimo za pomoč pri uvozu.',
    ],
    questions: [
      [
        'Da, uvoz je mogoč. Prosim, pripravite datoteko s stolpcema »Evidenčna številka« in »Številka kartice« ter jo priložite.',
        'Datoteka je pripravljena, prilagam prvih deset vrstic za preizkus.',
      ],
      [
        'Ali naj stare kartice po uvozu takoj prenehajo veljati ali naj delujejo vzporedno?',
        'Naj delujejo vzporedno do konca meseca, potem jih onemogočimo.',
      ],
    ],
    internal: [
      'V datoteki so vodilne ničle izgubljene, Excel jih je odrezal. Stolpec mora biti oblikovan kot besedilo.',
      'Pri uvozu uporabi možnost »Dodaj kartico«, ne »Zamenjaj«.',
    ],
    solutions: [
      'Navodila za uvoz so priložena. Pomembno je, da je stolpec s številko kartice oblikovan kot besedilo.',
      'Uvozili smo {many} kartic, napak ni bilo. Seznam je v poročilu o uvozu, stare kartice veljajo do {dateNext}.',
    ],
  },
  {
    id: 'access-rights',
    caseType: 'support',
    titles: [
      'Zaposleni nima dostopa do vrat »{door}«',
      'Pravice dostopa za novo skupino',
      'Pravice dostopa – prosimo za pomoč',
    ],
    descriptions: [
      'Zaposleni (evidenčna številka {employee}) [od včeraj|po premestitvi] ne more odpreti vrat »{door}«, čeprav je v isti skupini kot sodelavci. Prosimo za pomoč.',
      'Za [čistilni servis|vzdrževalce] bi radi nastavili dostop samo med 18:00 in 21:00 od ponedeljka do petka. Kako to storimo?',
    ],
    questions: [
      [
        'Kaj se izpiše v dogodkih, ko zaposleni prisloni kartico? Prosim za besedilo zavrnitve.',
        'Piše »Zavrnjeno: izven urnika«.',
      ],
      ['Ali naj urnik velja tudi ob praznikih?', 'Ne, ob praznikih naj nimajo dostopa.'],
    ],
    internal: [
      'Oseba je v dveh skupinah z različnima urnikoma, velja strožji.',
      'Stranki sem predlagal{a} ločeno skupino, da ne bo treba vsakič dodajati izjem.',
    ],
    solutions: [
      'Osebo smo odstranili iz podvojene skupine. Pravica za vrata »{door}« je zdaj veljavna ves delovni čas.',
      'Pripravili smo nov urnik in ga povezali s skupino. Spremembe so že na krmilnikih.',
    ],
  },
  {
    id: 'lock-battery',
    caseType: 'support',
    device: 'lock',
    visit: true,
    titles: [
      'Prazna baterija v ključavnici {serial}',
      'Elektronska ključavnica »{door}« se ne odpre',
      'Ključavnica {model} – vprašanje',
    ],
    descriptions: [
      'Ključavnica {model} na vratih »{door}« javlja nizko baterijo, čeprav smo jo zamenjali {date}. Serijska številka je {serial}.',
      'Vrat »{door}« s kartico ne moremo odpreti, ključavnica trikrat zapiska. V prostoru je pomembna dokumentacija.',
    ],
    questions: [
      [
        'Katere baterije ste uporabili? Priporočamo litijeve, saj alkalne na mrazu hitro izgubijo napetost.',
        'Uporabili smo navadne alkalne baterije AA.',
      ],
      [
        'Ali imate pri sebi kartico za zasilno odpiranje, ki ste jo prejeli ob montaži?',
        'Kartico imamo, shranjena je v sefu.',
      ],
    ],
    internal: [
      'Poraba je previsoka, ključavnica se prepogosto povezuje s prehodom. Povečamo interval na {many} minut.',
      'Ključavnica je iz prve serije, zanje je na voljo nadgradnja {newFirmware}.',
    ],
    solutions: [
      'Po zamenjavi z litijevima baterijama in daljšem intervalu povezovanja ključavnica kaže 100 % napolnjenost.',
      'Ključavnico smo odprli z zasilno kartico in zamenjali baterije. Odpiranje zdaj deluje normalno.',
    ],
  },
  {
    id: 'antipassback',
    caseType: 'support',
    device: 'controller',
    titles: ['Anti-passback zavrača zaposlene', 'Napačno število prisotnih v območju', 'Anti-passback – nastavitev'],
    descriptions: [
      'Po vklopu funkcije anti-passback nekateri zaposleni ne morejo več vstopiti, ker sistem meni, da so že v prostoru. Kako jim ponastavimo stanje?',
      'V območju {site} program prikazuje {many} prisotnih, v resnici pa je prostor prazen.',
    ],
    questions: [
      [
        'Želite strogi način (vstop zavrnjen) ali mehkega, kjer se kršitev le zabeleži?',
        'Za začetek naj se samo zabeleži.',
      ],
      [
        'Ali zaposleni območje vedno zapustijo skozi vrata z bralnikom ali tudi skozi zasilni izhod?',
        'Nekateri gredo skozi zasilni izhod, tam bralnika ni.',
      ],
    ],
    internal: [
      'Predlagam samodejno ponastavitev ob polnoči, tako kot pri ostalih strankah.',
      'Izhodni bralnik je v programu označen kot vhodni. Zato se števec nikoli ne zmanjša.',
    ],
    solutions: [
      'Vklopili smo mehki način in ponastavitev vsak dan ob 0:00. Vstop zaposlenim ni več zavrnjen.',
      'Izhodni bralnik je bil nastavljen kot vhodni. To smo popravili in števec prisotnih ponastavili.',
    ],
  },
  {
    id: 'visitors',
    caseType: 'support',
    titles: ['Obiskovalec ne more odpreti vrat »{door}«', 'Najava obiskov – vprašanje', 'Kartice za obiskovalce'],
    descriptions: [
      'Na recepciji izdajamo kartice za obiskovalce. [Zadnje dni|Od nadgradnje] kartica po izdaji ne odpre vrat »{door}«, deluje šele čez kakšno uro.',
      'Radi bi, da kartica obiskovalca samodejno preneha veljati ob koncu dneva. Zdaj moramo vse preklicati ročno.',
    ],
    questions: [
      [
        'Kako izdate kartico: prek modula Obiski ali neposredno v seznamu kartic?',
        'Prek modula Obiski, kot ste nas naučili na izobraževanju.',
      ],
      [
        'Ali se ob izdaji pojavi opozorilo o usklajevanju s krmilniki?',
        'Da, nekaj trenutkov piše »Usklajevanje v teku«, potem izgine.',
      ],
    ],
    internal: [
      'Usklajevanje čaka v vrsti za velikim prenosom. Zamaknimo nočni prenos na 2:00.',
      'Modul Obiski je licenciran, pravice recepcije pa niso popolne.',
    ],
    solutions: [
      'Prenos pravic smo prestavili na nočni čas, zato se kartica obiskovalca zdaj aktivira v nekaj sekundah.',
      'Vklopili smo samodejno veljavnost do 20:00 istega dne. Ročni preklic ni več potreben.',
    ],
  },
  {
    id: 'parking-gate',
    caseType: 'support',
    device: 'controller',
    visit: true,
    titles: [
      'Zapornica na parkirišču se ne dvigne',
      'Parkirišče: prosta mesta se ne odštevajo',
      'Parkirišče {site} – težava',
    ],
    descriptions: [
      'Zapornica se ob branju kartice ne dvigne, čeprav krmilnik {serial} dogodek zabeleži kot dovoljen prehod.',
      'Prikazovalnik prostih mest kaže napačno število. Po [koncu tedna|ponovnem zagonu] je razlika že {many} mest.',
    ],
    questions: [
      ['Ali se zapornica dvigne z ročno tipko pri vratarju?', 'Z ročno tipko deluje [normalno|samo občasno].'],
      [
        'Kdo je proizvajalec zapornice in kdo jo vzdržuje?',
        'Vzdrževalec je zunanji izvajalec, kontakt vam lahko posredujemo.',
      ],
    ],
    internal: [
      'Impulz releja je prekratek, zapornica potrebuje vsaj eno sekundo.',
      'Obisk skupaj z vzdrževalcem zapornice, dogovorjeno za {dateNext}.',
    ],
    solutions: [
      'Trajanje impulza smo podaljšali na 1,5 sekunde. Zapornica se zdaj dvigne ob vsakem dovoljenem prehodu.',
      'Indukcijska zanka ob izvozu je bila prekinjena. Vzdrževalec jo je popravil, števec smo nastavili na pravo vrednost.',
    ],
  },
  {
    id: 'evacuation-list',
    caseType: 'support',
    titles: [
      'Evakuacijski seznam ni popoln',
      'Samodejni seznam prisotnih ob požarnem alarmu',
      'Seznam prisotnih ob evakuaciji',
    ],
    descriptions: [
      'Na zadnji vaji evakuacije seznam prisotnih ni vključeval [zunanjih izvajalcev|študentov]. Kako jih dodamo?',
      'Potrebujemo izpis, ki ob požarnem alarmu samodejno pošlje seznam prisotnih na e-pošto varnostne službe.',
    ],
    questions: [
      [
        'Ali se zunanji izvajalci registrirajo na istih terminalih kot zaposleni?',
        'Da, imajo svoje kartice in svojo skupino.',
      ],
      [
        'Na katere naslove naj se seznam pošlje in ali potrebujete tudi izpis na tiskalnik v recepciji?',
        'Na skupni naslov varnostne službe in na tiskalnik.',
      ],
    ],
    internal: [
      'Skupina zunanjih izvajalcev je izključena iz filtra poročila.',
      'Za proženje prek požarne centrale je potreben prost vhod na krmilniku.',
    ],
    solutions: [
      'V poročilo smo dodali skupino zunanjih izvajalcev. Preizkusni seznam smo vam poslali po e-pošti.',
      'Nastavili smo samodejno pošiljanje ob signalu požarne centrale. Ob preizkusu je seznam prispel v desetih sekundah.',
    ],
  },
]
