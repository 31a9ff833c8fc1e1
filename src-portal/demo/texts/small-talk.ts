import type { Language } from '#shared/domain/case.ts'

/** What is said in any case, whatever it is about. Templates as in the scenarios. */
export type SmallTalk = {
  /** Before an agent's words; `{contact}` is the customer with a form of address. After a comma Slovene goes on in lower case. */
  agentGreetings: readonly string[]
  agentClosings: readonly string[]
  customerClosings: readonly string[]
  acknowledgements: readonly string[]
  thanks: readonly string[]
  /** The customer asks how far it is; the agent answers. */
  nudges: readonly (readonly [customer: string, agent: string])[]
  /** The agent reports; the customer answers. */
  reports: readonly (readonly [agent: string, customer: string])[]
  /** The last word of an agent who now waits for the customer. */
  waiting: readonly string[]
  visits: readonly string[]
  internal: readonly string[]
  /** Internal, by the owner who gives the case away. */
  handovers: readonly string[]
  /** By the customer. */
  cancellations: readonly string[]
  closedByCustomer: readonly string[]
  reopenings: readonly (readonly [customer: string, agent: string])[]
}

const slovene: SmallTalk = {
  agentGreetings: ['Pozdravljeni,\n\n', 'Spoštovani,\n\n', '{contact}, pozdravljeni.\n\n', 'Dober dan,\n\n', ''],
  agentClosings: [
    '',
    '\n\nLep pozdrav,\n{agent}',
    '\n\nLep pozdrav\n{agent}, podpora uporabnikom',
    '\n\nLp, {agentFirst}',
  ],
  customerClosings: ['', '', '\n\nLp, {contactFirst}', '\n\nLep pozdrav,\n{contactName}', '\n\nHvala in lep pozdrav'],
  acknowledgements: [
    'hvala za prijavo. Zahtevek sem prevzel{a} in se oglasim, ko preverim nastavitve.',
    'zahtevek smo prejeli. Pregledam dnevnike in vam sporočim ugotovitve.',
    'hvala za podroben opis. Preverim in se vam javim še danes.',
    'vaš zahtevek obravnavamo. Za dostop do strežnika vas bom po potrebi poklical{a}.',
  ],
  thanks: [
    'Hvala, zdaj deluje.',
    'Hvala za hitro pomoč, težava je odpravljena.',
    'Preizkusili smo in je v redu. Zahtevek lahko zaključite.',
    'Najlepša hvala, vse deluje, kot mora.',
    'Super, hvala. Sodelavci potrjujejo, da je urejeno.',
    'Preveril{c} sem še na drugem primeru, vse je v redu. Hvala.',
  ],
  nudges: [
    [
      'Dodajamo še posnetek zaslona, na katerem se napaka dobro vidi.',
      'hvala za posnetek, dodal{a} sem ga k zahtevku in posredoval{a} sodelavcem.',
    ],
    [
      'Od današnjega jutra je težava bolj pogosta kot prej.',
      'spremembo vidimo tudi v dnevnikih. Nadaljujemo z analizo in vas sproti obveščamo.',
    ],
    [
      'Ali lahko za ta čas uporabljamo kakšno začasno rešitev?',
      'začasno lahko podatke vnašate ročno, navodila prilagamo.',
    ],
    ['Ali je pri zahtevku že kaj novega?', 'na zadevi delamo, vzrok smo že zožili. Javim se najpozneje {onDay}.'],
    [
      'Prosimo za informacijo, kdaj lahko pričakujemo rešitev. Vodstvo sprašuje vsak dan.',
      'čakamo še na odgovor razvoja. Takoj ko ga prejmemo, vas obvestimo.',
    ],
    [
      'Težava je še vedno prisotna, danes se je pojavila ob {time}.',
      'hvala za podatek, ura nam zelo pomaga pri iskanju v dnevnikih.',
    ],
    ['Ali potrebujete od nas še kakšen podatek?', 'trenutno imamo vse, kar potrebujemo.'],
    [
      'Še enkrat prosimo za pomoč, ker moramo zadevo urediti do {dateNext}.',
      'zahtevku smo zvišali prednost, do takrat bo urejeno.',
    ],
  ],
  reports: [
    [
      'preverili smo nastavitve na strežniku in odstopanj nismo našli. Ali se je v vmesnem času pojavilo kakšno novo sporočilo?',
      'Novih sporočil ni, pojavlja se samo isto kot do sedaj.',
    ],
    [
      'danes popoldne bomo za približno {many} minut prekinili delovanje storitve. Ali vam termin ob {time} ustreza?',
      'Ustreza, sodelavce bomo obvestili.',
    ],
    [
      'prosim za kratek opis korakov, s katerimi pridete do napake. Najbolj pomaga posnetek zaslona.',
      'Posnetek zaslona je priložen, korake smo označili s številkami.',
    ],
    [
      'popravek je nameščen tudi v produkcijskem okolju. Kako kaže pri vas?',
      'Zadnja dva dni je mirno, vendar bi radi počakali še do konca tedna.',
    ],
    [
      'danes sem se pogovoril{a} z vašim informatikom. Dogovorila sva se za pregled omrežja {onDay}.',
      'Hvala, informatik je termin potrdil.',
    ],
    [
      'danes smo popravili del nastavitev. Prosim, opazujte delovanje do jutri in nam sporočite.',
      'Do sedaj je stanje boljše, povsem v redu pa še ni.',
    ],
    [
      'za nadaljnjo analizo potrebujemo dnevnik zadnjih dveh dni. Najdete ga v mapi Logs.',
      'Dnevnik prilagam. Datoteka je precej velika.',
    ],
    [
      'popravek smo namestili v testno okolje. Ali ga lahko preizkusite na enem primeru?',
      'Preizkusili smo, v testnem okolju deluje pravilno.',
    ],
    [
      'predlagam kratek sestanek prek spleta, da si težavo ogledamo skupaj. Ali vam ustreza {onDay} ob {time}?',
      'Ustreza, prosimo, pošljite povezavo.',
    ],
    [
      'ugotovili smo, da se težava pojavi samo ob večji obremenitvi omrežja. Pripravljamo popravek.',
      'Razumemo, hvala za pojasnilo. Počakamo na popravek.',
    ],
    [
      'storitev na strežniku smo ponovno zagnali in vklopili podrobnejše beleženje.',
      'Hvala, sporočimo takoj, ko se ponovi.',
    ],
  ],
  waiting: [
    'za nadaljevanje potrebujemo še vaš odgovor. Ali nam lahko pošljete posnetek zaslona in točen čas dogodka?',
    'prosim, preverite rešitev pri sebi in nam sporočite, ali lahko zahtevek zaključimo.',
    'prosim za potrditev termina za oddaljeno pomoč: {onDay} ob {time}.',
    'da lahko nadaljujemo, potrebujemo oddaljeni dostop do strežnika. Prosim, sporočite, kdaj vam ustreza.',
  ],
  visits: [
    'serviser bo na lokaciji {site} {onDay} okoli {time}. Prosimo, zagotovite dostop do naprave.',
    'obisk tehnika je dogovorjen za {dateNext}. Pred prihodom vas bo poklical.',
    'ker težave na daljavo ne moremo odpraviti, bo prišel serviser. Predviden termin je {dateNext} ob {time}.',
  ],
  internal: [
    'Stranka je po telefonu potrdila, da težava še ni odpravljena.',
    'Preveril{a} sem v laboratoriju: na naši opremi napake ne moremo ponoviti.',
    'Dogovorjena oddaljena povezava {onDay} ob {time}.',
    'Prosim, naj nekdo preveri še strojno programsko opremo pred odgovorom stranki.',
    'Zadevo sem omenil{a} na jutranjem sestanku, razvoj pogleda ta teden.',
    'Poklical{a} sem stranko, dosegljivi so šele popoldne.',
    'Preveril{a} sem pogodbo: upravičeni so do podpore, odzivni čas osem ur.',
    'Podoben primer smo imeli lani, rešitev je v bazi znanja.',
    'Predano razvoju, interna oznaka {ticket}.',
    'Stranka je nestrpna, prosim za prednostno obravnavo.',
    'Razvoj odgovarja, da bo popravek v naslednji različici.',
    'Na njihovem strežniku se ne morem prijaviti, poverilnice so potekle.',
    'Dnevnik pregledan, okoli {time} je v njem več napak {error}.',
  ],
  handovers: [
    'Prosim, prevzemi, to je bolj tvoje področje.',
    'Predajam na drugi nivo podpore, ugotovitve so zgoraj.',
    'Od jutri sem na dopustu, zato predajam. Stranka je obveščena.',
    'Predajam zaradi obremenitve, nujno ni.',
  ],
  cancellations: [
    'Prosimo, da zahtevek prekličete, težavo smo odpravili sami.',
    'Zahtevek je bil oddan pomotoma, prosimo za preklic.',
    'Isto težavo je prijavil že sodelavec, zato tega zahtevka ne potrebujemo več.',
  ],
  closedByCustomer: [
    'Težavo smo rešili, zahtevek zaključujem.',
    'Ni več potrebno, hvala.',
    'Deluje, zato zahtevek zapiram. Hvala za pomoč.',
  ],
  reopenings: [
    [
      'Žal se je napaka ponovila. Prosimo, da zahtevek ponovno odprete.',
      'žal nam je za nevšečnosti. Vzrok smo zdaj odpravili tudi v nastavitvah strežnika, zato se ne bi smelo več ponoviti.',
    ],
    [
      'Danes je spet enako kot ob prijavi.',
      'namestili smo še dodatni popravek in preverili na več primerih. Prosim za potrditev.',
    ],
  ],
}

const english: SmallTalk = {
  agentGreetings: ['Hello,\n\n', 'Dear {contact},\n\n', 'Good day,\n\n'],
  agentClosings: ['', '\n\nKind regards,\n{agent}', '\n\nBest regards,\n{agent}, customer support'],
  customerClosings: ['', '\n\nBest regards,\n{contactName}', '\n\nThanks, {contactFirst}'],
  acknowledgements: [
    'Thank you for your report. I have taken over the case and will get back to you shortly.',
    'We have received your request and are looking into it.',
  ],
  thanks: [
    'Thank you, it works now.',
    'Perfect, the problem is solved.',
    'Tested and confirmed. You may close the case.',
  ],
  nudges: [
    ['Is there any news?', 'We have narrowed the cause down and will report in the next days.'],
    ['The problem occurred again today at {time}.', 'Thank you, the exact time helps us a lot.'],
    ['Do you need anything else from us?', 'Not at the moment, thank you.'],
  ],
  reports: [
    ['We have changed a part of the settings. Please watch it until tomorrow.', 'It is better, but not perfect yet.'],
    ['Could you send us the logs of the last two days? They are in the folder Logs.', 'The logs are attached.'],
    ['The fix is in the test environment. Could you try it?', 'We tried it, the result is correct.'],
  ],
  waiting: [
    'To continue we need your answer. Could you send a screenshot and the exact time?',
    'Please confirm that the solution works for you, so that we can close the case.',
  ],
  visits: ['A technician will visit you on {dateNext}, around {time}. Please make sure that the device is accessible.'],
  internal: [
    'Called the customer, available in the afternoon only.',
    'Contract checked, response time eight hours.',
    'Handed to development, internal mark {ticket}.',
    'Log checked, several errors {error} around {time}.',
  ],
  handovers: ['Please take over, this is your field.', 'Handed over to second-level support, findings above.'],
  cancellations: [
    'Please cancel the request, we solved it ourselves.',
    'My colleague has reported the same, this one can be cancelled.',
  ],
  closedByCustomer: ['Solved, closing the case.', 'No longer needed, thank you.'],
  reopenings: [
    [
      'Unfortunately the error came back. Please reopen the case.',
      'We are sorry. The cause has now been removed on the server as well.',
    ],
  ],
}

export const SMALL_TALK: Record<Language, SmallTalk> = { sl: slovene, en: english }
