import type { Scenario } from './scenario.ts'

export const timeSheetScenarios: readonly Scenario[] = [
  {
    id: 'overtime',
    caseType: 'support',
    titles: [
      'Nadure se ne obračunajo',
      'Napačen izračun nadur za {month}',
      'Nadure v urnem listu – zaposleni {employee}',
    ],
    descriptions: [
      'Zaposlenemu z evidenčno številko {employee} se nadure [v soboto|po 16. uri] ne prištejejo v saldo. Pri ostalih v isti skupini je izračun pravilen.',
      'Pri pripravi urnih listov za mesec {month} opažamo, da se nadure zaokrožijo navzdol na polno uro. Do sedaj so se zaokroževale na 15 minut.',
    ],
    questions: [
      [
        'Ali ima zaposleni odobreno nadurno delo za ta dan? Brez odobritve vodje se ure ne upoštevajo.',
        'Odobritev je vnesena, vendar šele naslednji dan.',
      ],
      [
        'Kateri urnik je zaposlenemu dodeljen za {date}? Prosim za posnetek zaslona.',
        'Dodeljen mu je urnik »{shift}«, prilagam posnetek.',
      ],
    ],
    internal: [
      'Po ponovnem obračunu v testnem okolju se nadure pravilno prištejejo.',
      'Pravilo zaokroževanja je bilo spremenjeno {date}. Vprašati je treba, kdo pri stranki ima te pravice.',
    ],
    solutions: [
      'Odobritev je bila vnesena po zaključku obračuna, zato je bilo treba dan ponovno obračunati. Nadure so zdaj v saldu.',
      'Pravilo zaokroževanja smo vrnili na 15 minut in ponovili obračun za mesec {month}. Prosim, preverite nekaj primerov.',
    ],
  },
  {
    id: 'leave-balance',
    caseType: 'support',
    titles: [
      'Dopust: zaposleni {employee} ima premalo dni',
      'Preostanek dopusta iz lanskega leta',
      'Napačen saldo dopusta',
    ],
    descriptions: [
      'Zaposleni {employee} ima po odločbi {leave} dni dopusta, v programu pa piše manj. Kje se to popravi?',
      'Ob prehodu v novo leto se stari dopust [ni prenesel|je prenesel dvakrat]. Gre za skupino zaposlenih na lokaciji {site}.',
    ],
    questions: [
      [
        'Ali je bila osebi med letom spremenjena pogodba, na primer iz krajšega v polni delovni čas?',
        'Da, od {date} dela polni delovni čas.',
      ],
      [
        'Ali ste za to leto že pognali letni obračun dopusta?',
        'Zagnali smo ga v začetku januarja, potem pa še enkrat po popravkih.',
      ],
    ],
    internal: [
      'Pri spremembi pogodbe program dopust računa sorazmerno. Stranki je treba to pojasniti s primerom.',
      'Letni obračun je bil pognan dvakrat, zato podvojen prenos.',
    ],
    solutions: [
      'Odmera se pri spremembi delovnega časa računa sorazmerno. Osebi smo ročno vpisali {leave} dni, kot je v odločbi.',
      'Podvojeni prenos smo izbrisali in saldo ponovno izračunali. Stanje se zdaj ujema z odločbami.',
    ],
  },
  {
    id: 'shifts',
    caseType: 'support',
    titles: ['Nočna izmena se razdeli na dva dneva', 'Izmena »{shift}« ni prepoznana', 'Razporejanje izmen – napaka'],
    descriptions: [
      'Pri izmeni »{shift}« se ure po polnoči knjižijo na naslednji dan. Želimo, da se celotna izmena šteje k dnevu začetka.',
      'Zaposleni pride ob {time}, program pa mu pripiše napačno izmeno. V planu je pravilna izmena.',
    ],
    questions: [
      [
        'Kako je v nastavitvah izmene določena meja dneva? Privzeto je to 0:00.',
        'Meja dneva je res 0:00, nikoli je nismo spreminjali.',
      ],
      [
        'Za katere zaposlene in katere datume gre? Zadostovali bodo trije primeri.',
        'Evidenčne številke {employee}, {employee2} in {employee3}, vse za {date}.',
      ],
    ],
    internal: [
      'Meja dneva mora biti za triizmensko delo na 4:00 ali 5:00.',
      'Okno za prepoznavo izmene je preozko, zaposleni pride {many} minut prej.',
    ],
    solutions: [
      'Mejo dneva smo za to izmeno premaknili na 5:00 in ponovili obračun od {date}. Ure so zdaj na pravem dnevu.',
      'Razširili smo okno za samodejno prepoznavo izmene na 60 minut pred začetkom. Prihodi se pravilno uvrstijo.',
    ],
  },
  {
    id: 'month-locked',
    caseType: 'support',
    titles: ['Obračun za {month} je zaklenjen', 'Odklep zaključenega meseca', 'Popravek po zaključku obračuna'],
    descriptions: [
      'Mesec {month} smo zaključili, naknadno pa smo ugotovili napako pri {many} zaposlenih. Kako obračun odklenemo?',
      'Pri poskusu popravka za {date} se izpiše, da je obdobje zaklenjeno. Uporabnik, ki ga je zaklenil, pri nas ni več zaposlen.',
    ],
    questions: [
      [
        'Ali ste podatke za ta mesec že izvozili v plače? V tem primeru predlagam popravek v naslednjem mesecu.',
        'Izvoz še ni bil narejen, čakamo na te popravke.',
      ],
      [
        'Kdo pri vas sme odklepati obdobja? Pravico bom dodal{a} samo tej osebi.',
        'Pravico naj ima {person} iz kadrovske službe.',
      ],
    ],
    internal: [
      'Stranka nima več nobenega skrbnika s pravico za odklep. Odklep izvedemo mi, s pisno potrditvijo.',
      'Prosili so že tretjič letos. Predlagam kratko izobraževanje o zaključku meseca.',
    ],
    solutions: [
      'Mesec {month} je odklenjen do {dateNext}. Po popravkih ga prosim ponovno zaključite.',
      'Pravico za odklep smo dodelili, obdobje pa odklenili. Vsi popravki bodo zabeleženi v reviziji.',
    ],
  },
  {
    id: 'lunch-break',
    caseType: 'support',
    titles: ['Malica se odšteje dvakrat', 'Odmor pri krajšem delovnem času', 'Odmor med delom – nastavitev'],
    descriptions: [
      'Zaposlenim, ki malico registrirajo na terminalu, se odšteje še samodejnih 30 minut. Prosimo za popravek.',
      'Pri delu, krajšem od štirih ur, se odmor še vedno prizna. Po pravilniku naj se prizna šele po štirih urah.',
    ],
    questions: [
      [
        'Ali je za te zaposlene vključena možnost »Samodejni odmor«?',
        'Vključena je, izključili bi jo samo za [pisarne|proizvodnjo].',
      ],
      ['Od katerega datuma naj sprememba velja?', 'Od {date} dalje, prejšnji meseci so zaključeni.'],
    ],
    internal: [
      'Skupini sta dve, obe dedujeta nastavitev od podjetja. Potrebna je izjema na ravni skupine.',
      'Pozor: pri dijakih velja drugačen odmor.',
    ],
    solutions: [
      'Samodejni odmor smo izključili za skupino, ki malico registrira, in ponovili obračun od {date}.',
      'Pravilo smo dopolnili: odmor se prizna sorazmerno po štirih urah dela. Primer izračuna je priložen.',
    ],
  },
  {
    id: 'holidays',
    caseType: 'support',
    titles: ['Praznik ni upoštevan v urnem listu', 'Delo na praznik – napačen dodatek', 'Koledar praznikov'],
    descriptions: [
      'V koledarju manjka praznik, zato so zaposleni na ta dan v minusu za osem ur. Prosimo za pomoč pri vnosu.',
      'Zaposlenim, ki so delali na praznik, se ure ne pokažejo v stolpcu »Praznično delo«, temveč kot redno delo.',
    ],
    questions: [
      [
        'Kateri koledar je povezan z urnikom teh zaposlenih? Mogoče uporabljajo koledar za tujino.',
        'Res je, povezan je koledar podružnice v tujini.',
      ],
      ['Za koliko zaposlenih gre in ali je obdobje že zaključeno?', 'Za {many} zaposlenih, obdobje še ni zaključeno.'],
    ],
    internal: [
      'Koledar je bil uvožen samo za lansko leto. Pripraviti je treba tudi naslednje.',
      'Vrsta ure »Praznično delo« nima nastavljene prioritete, zato jo redno delo povozi.',
    ],
    solutions: [
      'Praznike za tekoče in naslednje leto smo vpisali v koledar ter ponovili obračun. Minus je odpravljen.',
      'Prioriteto vrste ure smo popravili. Praznično delo se zdaj prikaže v pravem stolpcu in se tako tudi izvozi.',
    ],
  },
  {
    id: 'balance-transfer',
    caseType: 'support',
    titles: ['Saldo ur se je ponastavil', 'Začetni saldo ur se ne ujema', 'Prenos salda ur v novo obdobje'],
    descriptions: [
      'Po zaključku obdobja se je saldo ur zaposlenih ponastavil na nič, moral pa bi se prenesti do največ {many} ur.',
      'Pri zaposlenem {employee} je začetni saldo v mesecu {month} drugačen od končnega v prejšnjem mesecu.',
    ],
    questions: [
      [
        'Kakšno je vaše pravilo prenosa: koliko ur presežka in koliko primanjkljaja se prenese?',
        'Presežek do {many} ur, primanjkljaj v celoti.',
      ],
      ['Ali je kdo po zaključku popravljal dogodke za nazaj?', 'Da, vodja je {onDay} popravil nekaj izhodov.'],
    ],
    internal: [
      'Referenčno obdobje je nastavljeno na leto, po njihovem pravilniku pa je šest mesecev.',
      'Saldo se po odklepu ni preračunal. Zadostuje ponovni zaključek.',
    ],
    solutions: [
      'Pravilo prenosa smo nastavili po vašem pravilniku in obdobje ponovno zaključili. Saldi se ujemajo.',
      'Razlika je nastala zaradi popravkov po zaključku. Po ponovnem zaključku je začetni saldo pravilen.',
    ],
  },
  {
    id: 'manager-approval',
    caseType: 'support',
    titles: [
      'Vodja ne vidi svojih zaposlenih',
      'Vloga za odsotnost obstane pri vodji',
      'Potrjevanje odsotnosti – težava',
    ],
    descriptions: [
      'Vodja oddelka po [reorganizaciji|menjavi delovnega mesta] ne vidi več svojih podrejenih in jim ne more potrditi dopustov.',
      'Vloga zaposlenega {employee} je že več dni v stanju »Čaka na potrditev«, čeprav jo je vodja potrdil.',
    ],
    questions: [
      [
        'Kdo je po novem nadrejen temu oddelku? V organizacijski shemi je še prejšnji vodja.',
        'Nov vodja je {person}, namestnik ostaja isti.',
      ],
      [
        'Ali je pri potrjevanju vključena druga stopnja (direktor ali kadrovska)?',
        'Da, po vodji mora potrditi še kadrovska služba.',
      ],
    ],
    internal: [
      'Organizacijsko shemo polnijo iz kadrovskega programa, popravek je treba narediti tam.',
      'Vloga čaka na drugo stopnjo, potrjevalec na tej stopnji je neaktiven uporabnik.',
    ],
    solutions: [
      'V organizacijski shemi smo zamenjali vodjo. Oddelek in odprte vloge so mu zdaj vidni.',
      'Neaktivnega potrjevalca na drugi stopnji smo zamenjali, čakajoče vloge pa se lahko potrdijo.',
    ],
  },
  {
    id: 'sick-leave',
    caseType: 'support',
    titles: ['Bolniška nad 30 dni – napačna vrsta ure', 'Vnos bolniške za nazaj', 'Bolniška odsotnost v urnem listu'],
    descriptions: [
      'Zaposleni je bil bolniško odsoten od {date}, po 30 delovnih dneh pa program ne preklopi na bolniško v breme ZZZS.',
      'Radi bi vnesli bolniško za nazaj, vendar ima zaposleni {employee} na en dan tudi registracijo. Kako to uredimo?',
    ],
    questions: [
      [
        'Ali gre za eno samo odsotnost ali za več povezanih? Pri prekinitvi se štetje začne znova.',
        'Vmes je bil en dan dela, nato pa se je bolniška nadaljevala.',
      ],
      [
        'Prosim za evidenčno številko in vrsto zadržanosti z bolniškega lista.',
        'Evidenčna številka je {employee}, vzrok je bolezen.',
      ],
    ],
    internal: [
      'Pravilo za recidiv ni vključeno. Pri tej stranki ga je treba vklopiti ročno.',
      'eBOL se uvaža vsako noč, uvoz je zadnjič uspel {date}.',
    ],
    solutions: [
      'Vključili smo pravilo za povezane odsotnosti. Od 31. dne dalje se ure knjižijo v breme ZZZS.',
      'Registracijo smo označili kot neveljavno in vnesli bolniško za celotno obdobje. Urni list je popoln.',
    ],
  },
  {
    id: 'home-office',
    caseType: 'support',
    titles: ['Delo od doma ni v urnem listu', 'Beleženje dela od doma', 'Registracija dela na daljavo prek spleta'],
    descriptions: [
      'Zaposleni delo od doma beležijo prek spletne strani. Pri nekaterih se zapis ne pojavi v urnem listu.',
      'Po novem zakonu moramo ločeno beležiti začetek in konec dela ter odmore tudi pri delu od doma. Kaj moramo nastaviti?',
    ],
    questions: [
      [
        'Ali se zapis pojavi med dogodki osebe, samo v urnem listu pa ne?',
        'Med dogodki je viden, označen je z rumeno.',
      ],
      ['Ali mora delo od doma potrditi vodja?', 'Da, potrjevanje želimo obdržati.'],
    ],
    internal: [
      'Rumena pomeni, da dogodek ni potrjen. Vodja nima pravice za to vrsto dogodka.',
      'Pošljem navodila za zakonsko evidenco, vključno z izpisom za inšpekcijo.',
    ],
    solutions: [
      'Vodji smo dodali pravico za potrjevanje dela od doma. Po potrditvi se zapis pojavi v urnem listu.',
      'Vključili smo beleženje odmorov za delo od doma in pripravili izpis, ki ustreza zakonskim zahtevam.',
    ],
  },
]
