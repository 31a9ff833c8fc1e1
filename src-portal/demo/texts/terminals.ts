import type { Scenario } from './scenario.ts'

export const terminalScenarios: readonly Scenario[] = [
  {
    id: 'terminal-offline',
    caseType: 'support',
    device: 'terminal',
    visit: true,
    titles: [
      'Terminal {serial} ni povezan',
      'Terminal na lokaciji {site} [ne pošilja dogodkov|nima povezave s strežnikom]',
      '[Izpad|Prekinjena] povezava terminala {model}',
    ],
    descriptions: [
      'Pozdravljeni,\n\n[od jutra|od včeraj popoldne|od {date} dalje] terminal {model} (S/N {serial}) na lokaciji {site} ne pošilja dogodkov. Na zaslonu je prikazan znak za prekinjeno povezavo, zaposleni se sicer še lahko registrirajo.\n\nProsimo za pomoč.',
      'V programu je terminal {serial} označen kot nedosegljiv. [Terminal smo že ponovno zagnali, vendar brez uspeha.|Mrežni kabel smo preverili in je v redu.] Njegov naslov IP je {ip}.',
    ],
    questions: [
      [
        'Prosim, preverite, ali se naslov {ip} odziva na ukaz ping [z vašega strežnika|iz strežniškega omrežja] in ali je na terminalu nastavljen pravilen prehod.',
        'Naslov {ip} se [ne odziva|odziva le občasno]. Prehod je pravilen, isto stikalo uporabljata še dva druga terminala, ki delujeta.',
      ],
      [
        'Ali ste v zadnjem času menjali mrežno opremo ali požarni zid? Terminal za delovanje potrebuje odprta vrata {port}.',
        'Informatik pravi, da so {onDay} zamenjali stikalo. Vrata {port} bomo preverili in sporočimo.',
      ],
    ],
    internal: [
      'V dnevniku strežnika se povezava s terminalom {serial} prekinja vsakih nekaj minut. [Sumim na dvojni naslov IP.|Najverjetneje omrežje pri stranki.]',
      'Terminal ima še staro strojno programsko opremo {firmware}. Če ne bo drugače, predlagajmo nadgradnjo na {newFirmware}.',
    ],
    solutions: [
      'Terminal je znova dosegljiv. Vzrok je bil [podvojen naslov IP v omrežju|napačno nastavljen prehod na terminalu|zaprta vrata {port} na požarnem zidu]. Shranjeni dogodki so se prenesli, zato noben podatek ni izgubljen.',
      'Nastavitve omrežja na terminalu smo popravili in ga ponovno zagnali. Vsi dogodki od {date} so preneseni v program, prosim, preverite še na svoji strani.',
    ],
  },
  {
    id: 'terminal-clock',
    caseType: 'support',
    device: 'terminal',
    titles: [
      'Napačna ura na terminalu',
      'Terminal {model} kaže eno uro preveč',
      'Ura na terminalu {serial} se ne ujema',
    ],
    descriptions: [
      'Terminal na lokaciji {site} prikazuje napačen čas, razlika je [ena ura|približno {many} minut]. Registracije so zato zabeležene narobe. Serijska številka je {serial}.',
      'Po [premiku ure|izpadu elektrike] terminal {model} ne kaže pravilnega časa. Kako ga nastavimo? Zaposleni so že opozorili, da se jim prihodi beležijo napačno.',
    ],
    questions: [
      [
        'Ali se čas na terminalu popravi, ko v programu sprožite sinhronizacijo ure? Meni Naprave > Terminali > Sinhroniziraj čas.',
        'Po sinhronizaciji se ura popravi, naslednji dan pa je spet napačna.',
      ],
      [
        'Prosim za podatek, kateri časovni pas je nastavljen na strežniku in ali strežnik čas usklajuje s strežnikom NTP.',
        'Strežnik je nastavljen na (UTC+01:00) Ljubljana, NTP pa [ni nastavljen|je nastavljen na domenski krmilnik].',
      ],
    ],
    internal: [
      'Baterija ure na terminalu {serial} je verjetno prazna, naprava je stara več kot pet let.',
      'Za napačno zabeležene dogodke imamo skripto za množični popravek. [Pošljem jo kolegom v razvoj v pregled.|Pripravil{a} bom predlog za obdobje od {date}.]',
    ],
    solutions: [
      'Na terminalu smo vključili samodejno usklajevanje časa s strežnikom NTP. Dogodke od {date} smo popravili za [eno uro|ugotovljeno razliko], pregled popravkov je v poročilu.',
      'Nastavili smo pravilen časovni pas in samodejni prehod na poletni čas. Ura je zdaj točna.',
    ],
  },
  {
    id: 'terminal-cards',
    caseType: 'support',
    device: 'terminal',
    titles: [
      '[Neznana kartica|Sporočilo »Neznana kartica«] na terminalu {site}',
      'Terminal ne prebere kartic',
      'Nekatere kartice na terminalu {serial} ne delujejo',
    ],
    descriptions: [
      'Terminal {model} pri nekaterih zaposlenih javi »Neznana kartica«. Gre predvsem za nove kartice, ki smo jih prejeli {onDay}. Primer: kartica {card}, zaposleni z evidenčno številko {employee}.',
      'Kartice na terminalu (S/N {serial}) [moramo prisloniti večkrat, preden jih prebere|se preberejo šele v tretjem poskusu]. Na drugih terminalih iste kartice delujejo brez težav.',
    ],
    questions: [
      [
        'Ali lahko pošljete številko kartice, kot jo izpiše terminal, in številko, ki je odtisnjena na kartici?',
        'Terminal izpiše {card}, na kartici pa je odtisnjena številka {card2}.',
      ],
      [
        'Katera vrsta kartic je to? Prosim, pošljite fotografijo obeh strani ene od kartic, ki ne deluje.',
        'Pošiljam fotografijo. Po dobavnici gre za kartice Mifare DESFire, prejšnje pa so bile Mifare Classic.',
      ],
    ],
    internal: [
      'Nove kartice imajo obrnjen vrstni red bajtov. V nastavitvah bralnika je treba izbrati drugo obliko zapisa.',
      'Stranka je kartice kupila drugje. Preverimo, ali jih naš bralnik sploh podpira, preden obljubimo rešitev.',
    ],
    solutions: [
      'Na terminalu smo spremenili obliko zapisa številke kartice. Prosim, preizkusite kartico {card}, zdaj bi morala delovati.',
      'Kartice so bile v programu vpisane z napačno številko. Popravili smo {many} zapisov, terminal je spremembe že prejel.',
    ],
  },
  {
    id: 'terminal-fingerprint',
    caseType: 'support',
    device: 'terminal',
    titles: [
      'Prstni odtis [ni prepoznan|ne deluje]',
      'Vnos prstnih odtisov za nove zaposlene',
      'Težave s prstnimi odtisi na terminalu {serial}',
    ],
    descriptions: [
      'Pri [delavcih v proizvodnji|zaposlenih v skladišču] terminal pogosto zavrne prstni odtis. Delavci imajo [umazane|suhe] roke. Ali je mogoče znižati občutljivost čitalnika?',
      'Na terminalu {model} ne moremo dodati novih prstnih odtisov, po tretjem branju se izpiše napaka {error}. Serijska številka: {serial}.',
    ],
    questions: [
      [
        'Ali ste čitalnik očistili z mehko suho krpo? Prosimo tudi, da za poskus vpišete odtis drugega prsta.',
        'Čitalnik smo očistili, z drugim prstom je [nekoliko bolje|enako]. Pri zaposleni osebi {person} ne deluje noben prst.',
      ],
      [
        'Koliko odtisov je trenutno vpisanih na terminalu? Podatek najdete v meniju Sistem > Zmogljivost.',
        'Na terminalu je vpisanih {many}0 odtisov.',
      ],
    ],
    internal: [
      'Prag ujemanja je nastavljen na najvišjo vrednost. Znižanje za eno stopnjo je še varno.',
      'Čitalnik ima vidno poškodovano steklo (fotografija v pošti). [Predlagam popravilo.|Kandidat za RMA.]',
    ],
    solutions: [
      'Prag prepoznave smo znižali za eno stopnjo in terminal ponovno zagnali. Zaposlenim svetujemo, da vpišejo odtise dveh prstov.',
      'Pomnilnik odtisov je bil poln. Izbrisali smo odtise neaktivnih oseb ({many} zapisov), nove lahko zdaj dodate.',
    ],
  },
  {
    id: 'terminal-touch',
    caseType: 'support',
    device: 'terminal',
    visit: true,
    titles: ['Zaslon terminala se ne odziva', 'Terminal {model} se sam ponovno zažene', 'Težave s terminalom {serial}'],
    descriptions: [
      'Zaslon na dotik se [občasno|vsak dan okoli {time}] preneha odzivati. Pomaga le izklop napajanja. Terminal: {model}, S/N {serial}.',
      'Terminal pri vhodu »{door}« se [večkrat na dan|ponoči] sam ponovno zažene. V tem času se zaposleni ne morejo registrirati, pred njim pa nastane vrsta.',
    ],
    questions: [
      [
        'Katera različica strojne programske opreme je na terminalu? Prikazana je v spodnjem kotu servisnega zaslona.',
        'Piše {firmware}.',
      ],
      [
        'Ali se terminal napaja prek PoE ali z lastnim napajalnikom? Prosim tudi za podatek o stikalu.',
        'Napaja se prek PoE. Stikalo je 24-vratno, nanj so priključene še kamere.',
      ],
    ],
    internal: [
      'V različici {firmware} je znana napaka s pomnilnikom, odpravljena je v {newFirmware}.',
      'Proračun moči PoE na stikalu je skoraj izčrpan. Kamere ponoči vključijo IR in terminal ostane brez napajanja.',
    ],
    solutions: [
      'Terminal smo nadgradili na različico {newFirmware}, ki odpravlja opisano težavo. Prosimo, da ga opazujete nekaj dni.',
      'Vzrok je bilo prešibko napajanje. Po priklopu na [lastni napajalnik|drugo stikalo] terminal deluje stabilno.',
    ],
  },
  {
    id: 'terminal-missing-events',
    caseType: 'support',
    device: 'terminal',
    titles: [
      'Manjkajo dogodki za {date}',
      'Registracije s terminala se niso prenesle',
      'Manjkajoči prihodi zaposlenih',
    ],
    descriptions: [
      'Za dan {date} v programu manjkajo prihodi več zaposlenih, čeprav so se registrirali na terminalu {site}. Ali jih je mogoče pridobiti iz terminala ({serial})?',
      'Zaposleni trdijo, da so se {onDay} registrirali, v urnih listih pa dogodkov ni. Gre za {many} oseb. Prosimo za preverbo.',
    ],
    questions: [
      [
        'Prosim, pošljite evidenčne številke dveh ali treh zaposlenih in približno uro registracije.',
        'Na primer: {employee} ob {time} in {employee2} nekaj minut pozneje.',
      ],
      [
        'Ali je bil terminal tisti dan brez napajanja ali brez mreže?',
        'Da, {onDay} [dopoldne smo imeli izpad elektrike|so električarji delali na omarici].',
      ],
    ],
    internal: [
      'Dogodki so v pomnilniku terminala, manjka samo prenos. Kazalec prebranih dogodkov se je premaknil predaleč.',
      'Na strežniku je bil poln disk, prenos se je ustavil {date}. Stranko je treba opozoriti na prostor.',
    ],
    solutions: [
      'Ponovili smo branje dogodkov od {date}. V program je bilo dodanih {many} dogodkov, obračun za ta dan prosim ponovite.',
      'Dogodke smo obnovili iz pomnilnika terminala. Na strežniku je bilo premalo prostora na disku, zato se prenos ni dokončal.',
    ],
  },
  {
    id: 'terminal-new',
    caseType: 'support',
    device: 'terminal',
    visit: true,
    titles: ['Priklop novega terminala', 'Konfiguracija terminala {model}', 'Nov terminal na lokaciji {site}'],
    descriptions: [
      'Prejeli smo nov terminal {model} (S/N {serial}) in ga želimo priključiti na lokaciji {site}. Prosimo za navodila oziroma oddaljeno pomoč pri konfiguraciji.',
      'Terminal smo montirali in mu dodelili naslov {ip}. Kako ga dodamo v program, da bo uporabljal iste tipke kot obstoječi terminali?',
    ],
    questions: [
      [
        'Ali imate za ta terminal že licenco? Prosim tudi za potrditev, da je z naslova {ip} dosegljiv strežnik na vratih {port}.',
        'Licenco smo naročili {date}. Povezava do strežnika deluje, preverjeno.',
      ],
      [
        'Kdaj vam ustreza oddaljena povezava? Predlagam termin {onDay} ob {time}.',
        'Ustreza. Na lokaciji bo sodelavec, ki ima dostop do terminala.',
      ],
    ],
    internal: [
      'Licenca za dodatni terminal je knjižena. Pripravil{a} bom predlogo nastavitev z obstoječega terminala.',
      'Dogovorjeno za {dateNext}, povezava prek VPN stranke.',
    ],
    solutions: [
      'Terminal je dodan v program in že prejema seznam oseb. Nastavitve tipk smo prekopirali z obstoječega terminala.',
      'Konfiguracija je zaključena: terminal {serial} je povezan, testna registracija je vidna v programu.',
    ],
  },
  {
    id: 'terminal-keys',
    caseType: 'support',
    device: 'terminal',
    titles: [
      'Dodatna tipka na terminalu',
      'Napačen izpis na tipki terminala',
      'Sprememba tipk za odsotnosti na terminalu',
    ],
    descriptions: [
      'Na terminalih bi radi dodali tipko za [delo od doma|službeni izhod|izobraževanje]. Kako to uredimo, da se bo dogodek pravilno upošteval pri obračunu?',
      'Na terminalu {serial} je na tipki napis »Zasebni izhod«, želeli pa bi »Zdravnik«. Prosimo za spremembo na vseh terminalih na lokaciji {site}.',
    ],
    questions: [
      [
        'Ali naj se nova tipka prikaže vsem zaposlenim ali samo določeni skupini?',
        'Samo [zaposlenim v upravi|režijskim delavcem], proizvodnja je ne potrebuje.',
      ],
      ['Ali naj se napis spremeni na vseh terminalih ali samo na tej lokaciji?', 'Zaenkrat samo na lokaciji {site}.'],
    ],
    internal: [
      'Vrsta dogodka že obstaja pod šifro {employee}, dodati je treba samo tipko in pravico.',
      'Pri tej stranki imajo terminali dve predlogi. Spremembo je treba narediti v obeh.',
    ],
    solutions: [
      'Tipko smo dodali in jo prenesli na vse terminale. Dogodek se obračuna, kot ste želeli, prosim, preverite na testnem zaposlenem.',
      'Napis na tipki je spremenjen. Če sprememba kje še ni vidna, terminal prosim ponovno zaženite.',
    ],
  },
]
