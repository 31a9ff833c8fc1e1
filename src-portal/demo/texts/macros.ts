import type { MacroContent } from '#shared/domain/macro.ts'

/** What agents do many times a day. `by`: the demo agent's number whose own it is; the others are shared. */
export const DEMO_MACROS: readonly (Omit<MacroContent, 'shared'> & { by?: number })[] = [
  {
    name: 'Prevzemi in obvesti stranko',
    shortcut: 'prevzemi',
    words: 'reply',
    bodySl: `Pozdravljeni, {{stranka}},

zahtevek {{zahtevek}} sem prevzel v delo. Oglasim se vam najpozneje {{datum.jutri}}.

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

your case {{case}} is with me now. You will hear from me by {{date.tomorrow}}.

Kind regards
{{agent}}`,
    status: 'researching',
    owner: 'me',
    teamId: null,
    snooze: null,
  },
  {
    name: 'Vprašaj za podrobnosti in počakaj',
    shortcut: 'pocakaj',
    words: 'reply',
    bodySl: `Pozdravljeni, {{stranka}},

za nadaljevanje zahtevka {{zahtevek}} potrebujemo še natančen opis napake in zaslonsko sliko. Odgovorite kar na to sporočilo.

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

to go on with case {{case}} we need the exact description of the fault and a screenshot. Simply answer this message.

Kind regards
{{agent}}`,
    status: 'waiting_for_details',
    owner: null,
    teamId: null,
    snooze: 'answer',
  },
  {
    name: 'Zaključi brez odgovora',
    shortcut: 'zakljuci',
    words: 'reply',
    bodySl: `Pozdravljeni, {{stranka}},

ker odgovora nismo dobili, zahtevek {{zahtevek}} zaključujemo. Če težava ostaja, odgovorite na to sporočilo in zahtevek se bo znova odprl.

Lep pozdrav
{{podpornik}}`,
    bodyEn: `Hello {{customer}},

as we have not heard from you, we are closing case {{case}}. If the problem is still there, answer this message and the case opens again.

Kind regards
{{agent}}`,
    status: 'resolved',
    owner: null,
    teamId: null,
    snooze: null,
  },
  {
    name: 'Klical, ni se oglasil',
    shortcut: 'klical',
    words: 'note',
    bodySl: 'Stranke {{stranka}} ({{stranka.telefon}}) danes, {{datum}}, po telefonu ni bilo mogoče dobiti.',
    bodyEn: '',
    status: null,
    owner: 'me',
    teamId: null,
    snooze: 'tomorrow',
    by: 2,
  },
]
