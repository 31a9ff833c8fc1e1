import type { TemplateContent } from '#shared/domain/template.ts'

/** What agents insert every day. `by`: the demo agent's number whose own it is; the others are shared. */
export const DEMO_TEMPLATES: readonly (Omit<TemplateContent, 'shared'> & { by?: number })[] = [
  {
    name: 'Prevzem zahtevka',
    shortcut: 'prevzem',
    bodySl: `Pozdravljeni, {{stranka}},

hvala za vaše sporočilo. Zahtevek {{zahtevek}} smo prevzeli in že preverjamo, kaj je vzrok. Oglasili se vam bomo najpozneje {{datum.jutri}}.

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

thank you for your message. We have taken over case {{case}} and are looking into the cause. You will hear from us by {{date.tomorrow}}.

Kind regards
{{agent}}`,
  },
  {
    name: 'Prosimo za podrobnosti',
    shortcut: 'podrobnosti',
    bodySl: `Pozdravljeni, {{stranka}},

da bi lahko nadaljevali z zahtevkom {{zahtevek}} ({{zahtevek.naslov}}), vas prosimo še za:

- natančen opis koraka, pri katerem se napaka pojavi,
- čas, ko se je zgodila prvič,
- zaslonsko sliko ali fotografijo sporočila.

Odgovorite kar na to sporočilo. Če do {{datum.čez teden}} ne dobimo odgovora, bomo zahtevek zaključili; kadar koli ga lahko odprete znova.

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

to go on with case {{case}} ({{case.title}}) we need a little more from you:

- the exact step at which the fault appears,
- when it happened for the first time,
- a screenshot or a photograph of the message.

Simply answer this message. If we do not hear from you by {{date.in a week}}, we will close the case; you can reopen it at any time.

Kind regards
{{agent}}`,
  },
  {
    name: 'Navodila za pošiljanje v popravilo',
    shortcut: 'poslji',
    bodySl: `Pozdravljeni, {{stranka}},

napravo {{naprava.model}} s serijsko številko {{naprava}} nam pošljite v popravilo. Garancija velja do {{naprava.garancija do}}.

Prosimo, da v paket priložite:

- izpis tega sporočila ali listek s številko {{zahtevek}},
- napajalnik in kable, če bi lahko bili vzrok okvare,
- ime in telefonsko številko osebe, ki jo lahko pokličemo ({{stranka.telefon}}, če je še prava).

Napravo zavijte tako, da se med prevozom ne premika. O prejemu vas bomo obvestili.

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

please send us the device {{device.model}}, serial number {{device}}, for repair. Its warranty is valid until {{device.warranty until}}.

Please put into the parcel:

- a print of this message or a slip with the number {{case}},
- power supply and cables, if they may be the cause,
- name and phone number of somebody whom we may call ({{customer.phone}}, if that is still right).

Wrap the device so that it cannot move on the way. We will tell you when it has arrived.

Kind regards
{{agent}}`,
  },
  {
    name: 'Rešeno, prosimo za potrditev',
    shortcut: 'reseno',
    bodySl: `Pozdravljeni, {{stranka}},

napaka iz zahtevka {{zahtevek}} je odpravljena. Prosimo, preverite, ali pri vas zdaj vse deluje, in nam odgovorite, če kaj ni tako, kot bi moralo biti.

Hvala za potrpežljivost.

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

the fault of case {{case}} is mended. Please check whether everything works at your side now, and answer if anything is not as it should be.

Thank you for your patience.

Kind regards
{{agent}}`,
  },
  {
    name: 'Termin za oddaljeni dostop',
    shortcut: 'termin',
    bodySl: `Pozdravljeni, {{stranka}},

napako bi si radi ogledali na vašem računalniku. Ali vam ustreza {{datum.jutri}} med 9. in 11. uro? Poklicali vas bomo na {{stranka.telefon}} in vam poslali povezavo za oddaljeni dostop.

Lep pozdrav
{{podpornik}}
{{podpornik.e-pošta}}`,
    bodyEn: `Hello {{customer}},

we would like to look at the fault on your computer. Would {{date.tomorrow}} between 9 and 11 a.m. suit you? We will call you on {{customer.phone}} and send you a link for remote access.

Kind regards
{{agent}}
{{agent.e-mail}}`,
  },
  {
    name: 'Zunaj garancije, sledi predračun',
    shortcut: 'predracun',
    bodySl: `Pozdravljeni, {{stranka}},

naprava {{naprava.model}} ({{naprava}}) ni več v garanciji, zato bo popravilo plačljivo. Pripravljamo predračun; z delom začnemo šele, ko ga v portalu odobrite.

Vaša referenca: {{zahtevek.referenca}}

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

the device {{device.model}} ({{device}}) is no longer under warranty, so the repair will have to be paid for. We are preparing an estimate; work begins only when you have approved it on the portal.

Your reference: {{case.reference}}

Kind regards
{{agent}}`,
  },
  {
    name: 'Predaja kolegu (interno)',
    shortcut: 'predaja',
    bodySl: `Predajam zahtevek {{zahtevek}} ({{stranka}}, {{stranka.podjetje}}).
Dosedanje ugotovitve:
Naslednji korak:
Stranka pričakuje odgovor do:`,
    bodyEn: '',
  },
  {
    by: 2,
    name: 'Moj podpis',
    shortcut: 'podpis',
    bodySl: `Lep pozdrav
{{podpornik}}, tehnična podpora
{{podpornik.e-pošta}}`,
    bodyEn: `Kind regards
{{agent}}, technical support
{{agent.e-mail}}`,
  },
]
