import type { EstimateState } from '#shared/domain/estimate.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'

/** Of a device. */
const RMA_STATES: Record<RmaLineState, string> = {
  requested: 'prijavljena za popravilo',
  approved: 'sprejeta v postopek, lahko jo pošljete',
  in_transit: 'na poti k nam',
  received: 'prejeta',
  diagnosing: 'v diagnostiki',
  awaiting_approval: 'čaka na vašo odobritev stroškov',
  repairing: 'v popravilu',
  repaired: 'popravljena',
  replaced: 'zamenjana',
  rejected: 'ne bo popravljena',
  shipped: 'odposlana',
  closed: 'zaključena',
}

export const sl = {
  greeting: 'Pozdravljeni,',
  signature: ['Lep pozdrav,', 'Špica international d.o.o.'],
  /** First line of a mail that may be answered; what stands below it in a reply is cut. */
  replyAbove: '— Odgovor napišite nad to vrstico —',
  replyWelcome: 'Na to sporočilo lahko odgovorite: vaš odgovor in priponke bomo dodali zahtevku kot opombo.',
  noReply: 'Na to sporočilo ne odgovarjajte. Opombo dodajte v portalu, kjer poteka vsa komunikacija.',
  notYou: 'Če tega niste zahtevali, sporočilo prezrite. Brez vas se ne bo nič spremenilo.',
  validUntil: (when: string) => `Povezava velja do ${when} in jo lahko uporabite enkrat.`,
  dateTime: (date: string, time: string) => `${date} ob ${time}`,
  /** Ends a letter that no case holds, so that no answer could be put anywhere. */
  noAnswer: (email: string, phone: string) =>
    `Prosimo, da na to sporočilo ne odgovarjate. Za vprašanja nam pišite na ${email} ali pokličite ${phone}.`,

  invitation: {
    subject: 'Dobrodošli v Špica portal!',
    intro: 'prejeli ste povabilo za dostop do Špica portala.',
    activate: 'Aktivirajte svoj dostop',
    byHand: 'Če povezava ne deluje, odprite stran za potrditev dostopa in kodo povabila vnesite ročno:',
    byHandLink: 'Stran za potrditev dostopa',
    codeLabel: 'Koda povabila:',
    expires: (when: string) => `Povabilo velja do ${when} in ga lahko uporabite enkrat. Kode ne posredujte drugim.`,
  },
  registrationReceived: {
    subject: 'Prejeli smo vašo registracijo v Špica portal',
    intro:
      'hvala za registracijo v Špica portal. Podatke bomo pregledali in vam po e-pošti poslali povabilo s povezavo za aktivacijo dostopa.',
    next: 'Za zdaj vam ni treba storiti ničesar.',
    notYou: 'Če se niste registrirali vi, sporočilo prezrite.',
  },
  registrationKnown: {
    subject: 'Registracija v Špica portal',
    intro: 'prejeli smo registracijo z vašim e-poštnim naslovom, za katerega dostop do Špica portala že obstaja.',
    signIn: 'Prijavite se',
    forgot: 'Ste pozabili geslo?',
    notYou: 'Če se niste registrirali vi, sporočilo prezrite; vaš dostop ostaja nespremenjen.',
  },
  registrationQuestion: {
    subject: 'Vprašanje o vaši registraciji v Špica portal',
    intro: 'pri pregledu vaše registracije v Špica portal imamo vprašanje:',
    answer: 'Odgovorite na vprašanje',
  },
  registrationRejected: {
    subject: 'Vaša registracija v Špica portal',
    intro: 'vaše registracije v Špica portal žal nismo mogli odobriti.',
    reason: 'Razlog:',
  },
  passwordReset: {
    subject: 'Ponastavitev gesla za Špica portal',
    asked: 'prejeli smo zahtevo za ponastavitev gesla za Špica portal.',
    agent: 'pošiljamo vam povezavo, s katero nastavite novo geslo za Špica portal.',
    migrated:
      'Špica portal je prenovljen. Pred prvo prijavo nastavite novo geslo; vaše uporabniško ime je vaš e-poštni naslov.',
    set: 'Nastavite novo geslo',
  },
  passwordChanged: {
    subject: 'Geslo za Špica portal je spremenjeno',
    intro: 'geslo za vaš dostop do Špica portala je bilo spremenjeno.',
    notYou: 'Če ga niste spremenili vi, geslo takoj ponastavite in nam to sporočite.',
    reset: 'Ponastavite geslo',
  },
  emailConfirm: {
    subject: 'Potrdite svoj e-poštni naslov za Špica portal',
    intro: 'potrdite, da je to vaš novi e-poštni naslov za Špica portal. Do takrat velja dosedanji.',
    confirm: 'Potrdite naslov',
  },
  emailChangeAsked: {
    subject: 'Zahteva za spremembo e-poštnega naslova v Špica portalu',
    intro: (address: string) =>
      `prejeli smo zahtevo, da se e-poštni naslov vašega dostopa do Špica portala spremeni v ${address}.`,
    until: 'Sprememba velja šele, ko je novi naslov potrjen; do takrat velja ta.',
    notYou:
      'Če tega niste zahtevali vi, nekdo pozna vaše geslo: takoj ga ponastavite – s tem se konča tudi zahteva za spremembo – in nam to sporočite.',
    reset: 'Ponastavite geslo',
  },
  emailChanged: {
    subject: 'E-poštni naslov v Špica portalu je spremenjen',
    intro: 'e-poštni naslov vašega dostopa do Špica portala je bil spremenjen. Na ta naslov vam ne bomo več pisali.',
    notYou: 'Če ga niste spremenili vi, nam to čim prej sporočite.',
  },
  deletionRequested: {
    subject: 'Prejeli smo vašo zahtevo za izbris računa',
    intro:
      'prejeli smo vašo zahtevo za izbris računa v Špica portalu. Pregledali jo bomo in vam odgovorili po e-pošti, najpozneje v enem mesecu.',
    takeBack: 'Do takrat lahko račun uporabljate kot doslej. Če si premislite, zahtevo umaknite v svojem profilu:',
    profile: 'Moj profil',
    notYou: 'Če izbrisa niste zahtevali vi, zahtevo umaknite, spremenite geslo in nam to sporočite.',
  },
  deletionRefused: {
    subject: 'Odgovor na vašo zahtevo za izbris računa',
    intro: 'vaši zahtevi za izbris računa v Špica portalu žal ne moremo ugoditi. Račun ostaja nespremenjen.',
    reason: 'Razlog:',
    again:
      'Izbris lahko v svojem profilu zahtevate znova. Če se z odločitvijo ne strinjate, se lahko pritožite Informacijskemu pooblaščencu.',
  },
  accountDeleted: {
    subject: 'Vaš račun v Špica portalu je izbrisan',
    intro: 'na vašo zahtevo smo izbrisali vaš račun v Špica portalu in vaše osebne podatke. Prijava ni več mogoča.',
    stays: 'Zahtevki, ki ste jih odprli, ostanejo v evidenci brez vašega imena. To je zadnje sporočilo na ta naslov.',
  },
  deletionHelpDesk: {
    subject: (name: string, company: string) => `Zahteva za izbris – ${name}, ${company}`,
    intro: 'stranka zahteva izbris svojega računa in osebnih podatkov:',
    asked: 'Zahtevano',
    decide:
      'Zahteva čaka v namizni aplikaciji na strani Prijavnice, v razdelku Zahteve za izbris. Odgovoriti je treba v enem mesecu.',
  },

  case: {
    newSubject: (number: string, title: string) => `${number}: zahtevek je prejet – ${title}`,
    newIntro: (number: string) =>
      `vaš zahtevek smo prejeli pod številko ${number}. Podatke bo pregledal naš help-desk in zahtevek dodelil najprimernejši osebi za reševanje. Ob vsaki spremembi vas bomo obvestili po e-pošti.`,
    enteredFor: (number: string) =>
      `za vas smo odprli zahtevek s številko ${number}. Ob vsaki spremembi vas bomo obvestili po e-pošti.`,
    costs: 'O morebitnih stroških posega vas bomo predhodno obvestili preko portala.',
    changedSubject: (number: string, what: string, title: string) => `${number}: ${what} – ${title}`,
    changedIntro: 'v vašem zahtevku je prišlo do spremembe:',
    changedIntroMany: 'v vašem zahtevku je prišlo do več sprememb:',
    manyChanges: (count: number) =>
      `${count} ${count % 100 === 2 ? 'spremembi' : count % 100 === 3 || count % 100 === 4 ? 'spremembe' : 'sprememb'}`,
    open: 'Odprite zahtevek',
    number: 'Številka primera',
    title: 'Naslov primera',
    type: 'Vrsta zahtevka',
    types: { support: 'Podpora', rma: 'Popravilo (RMA)' },
    status: 'Stanje',
    owner: 'Z vašim zahtevkom se ukvarja',
    nobody: 'še nihče; help-desk ga bo dodelil najprimernejši osebi',
    description: 'Opis',
    files: (names: string) => `Priponke: ${names}`,
    moreOnPortal: 'Celotno besedilo je v portalu.',
    noWords: '(brez besedila)',
  },
  change: {
    note: 'Nova opomba',
    status: (status: string) => `Novo stanje: ${status}`,
    owner: (name: string) => `Zahtevek zdaj rešuje ${name}`,
    nobody: 'Zahtevek trenutno nima lastnika',
    title: (title: string) => `Nov naslov primera: ${title}`,
    description: 'Opis je spremenjen',
    merged: (number: string) =>
      `Zahtevek smo združili z zahtevkom ${number}. Celoten pogovor je zdaj tam in tam tudi nadaljujemo.`,
    mergedUnseen:
      'Zahtevek obravnavamo skupaj z drugim zahtevkom in ga kot samostojnega zapiramo. Še vedno nam lahko odgovorite.',
    unmerged: 'Zahtevek spet obravnavamo samostojno',
    estimate: {
      open: 'Predračun čaka na vaš odgovor',
      approved: 'Predračun je odobren',
      declined: 'Predračun je zavrnjen',
      withdrawn: 'Predračun je umaknjen',
      expired: 'Veljavnost predračuna je potekla',
    } satisfies Record<EstimateState, string>,
    rma: (number: string, serialNumber: string, to: RmaLineState) =>
      `${number}, naprava ${serialNumber}: ${RMA_STATES[to]}`,
    /** Behind a number in the subject. */
    short: {
      note: 'nova opomba',
      status: (status: string) => `novo stanje »${status}«`,
      owner: (name: string) => `zdaj rešuje ${name}`,
      nobody: 'brez lastnika',
      title: 'nov naslov primera',
      description: 'opis je spremenjen',
      merged: 'združen z drugim zahtevkom',
      unmerged: 'spet samostojen zahtevek',
      estimate: {
        open: 'predračun čaka na vaš odgovor',
        approved: 'predračun je odobren',
        declined: 'predračun je zavrnjen',
        withdrawn: 'predračun je umaknjen',
        expired: 'veljavnost predračuna je potekla',
      } satisfies Record<EstimateState, string>,
      rma: (serialNumber: string, to: RmaLineState) => `naprava ${serialNumber}: ${RMA_STATES[to]}`,
    },
    by: { you: 'vi', agent: (name: string) => `${name}, Špica`, system: 'samodejno' },
  },
  estimate: {
    net: 'Skupaj brez DDV',
    vat: (rate: string) => `DDV ${rate} %`,
    gross: 'Skupaj z DDV',
    validUntil: 'Velja do',
    answer: 'Odgovorite na predračun',
  },
  rma: {
    number: 'Številka RMA',
    serialNumber: 'Serijska številka',
    model: 'Model',
    newSerialNumber: 'Serijska številka nove naprave',
    carrier: 'Dostavna služba',
    trackingNumber: 'Številka pošiljke',
    reason: 'Razlog:',
    writeNumber: (number: string) => `Na pošiljko vidno napišite številko ${number}.`,
  },
  helpDesk: {
    subject: (number: string, title: string) => `Nov zahtevek ${number} – ${title}`,
    intro: 'v portalu je nov zahtevek:',
    company: 'Podjetje',
    contact: 'Stranka',
    email: 'E-pošta',
    phone: 'Telefon',
    serialNumber: 'Serijska številka',
    reference: 'Referenca stranke',
    systemId: 'Številka sistema kupca',
    warranty: 'Garancijsko popravilo',
    yes: 'da',
    no: 'ne',
    answer: 'Odgovorite v namizni aplikaciji; odgovor na to sporočilo stranke ne doseže.',
    signature: ['Špica portal'],
  },
}
