import type { Language } from '#shared/domain/case.ts'
import type { NotTakenReason } from '../mail.ts'

const sl = {
  reasons: {
    unproven_sender: 'poštni strežnik ni potrdil, da sporočilo res prihaja s tega naslova',
    too_many: 'stranka je v eni uri poslala preveč sporočil',
    too_large: 'sporočilo je preveliko',
    files_refused: 'v njem so samo priponke, ki jih portal ne sprejema',
    no_token: 'v zadevi ni oznake zahtevka (CRM:…)',
    unknown_thread: 'oznaka v zadevi ne pripada nobenemu zahtevku',
    unknown_sender: 'naslov ne pripada nikomur, ki bi zahtevek smel videti',
    unreadable: 'sporočila ni mogoče prebrati',
  } satisfies Record<NotTakenReason, string>,
  /** Of an internal note. */
  heading: 'Prispelo je e-poštno sporočilo, ki ni postalo opomba stranke.',
  why: 'Razlog',
  from: 'Navedeni pošiljatelj',
  received: 'Prejeto',
  subject: 'Zadeva',
  case: 'Zahtevek',
  files: 'Priponke, ki niso bile sprejete',
  words: 'Besedilo',
  cut: '(Besedilo je skrajšano.)',
  original: 'Izvirno sporočilo je v poštnem predalu portala.',
  unproven: 'Pošiljatelj je lahko ponarejen: pred ukrepanjem preverite pri stranki.',
  last: 'To je zadnje tako sporočilo, ki je danes navedeno v zahtevku; morebitna nadaljnja so le v poštnem predalu.',
  tooLong: 'Besedilo e-pošte je predolgo in je bilo skrajšano.',
  unnamedFile: 'priponka',
  nobody: '(ni naveden)',
  noSubject: '(brez zadeve)',
  letter: {
    subject: (count: number) =>
      count === 1 ? 'E-poštno sporočilo ni bilo sprejeto' : `Nesprejeta e-poštna sporočila: ${count}`,
    intro: (count: number): string =>
      count === 1
        ? 'v poštni predal portala je prispelo sporočilo, ki ni postalo opomba pri nobenem zahtevku. Preverite, ali kdo čaka na odgovor.'
        : 'v poštni predal portala so prispela sporočila, ki niso postala opombe pri nobenem zahtevku. Preverite, ali kdo čaka na odgovor.',
    message: (number: number) => `Sporočilo ${number}`,
    original:
      'Izvirna sporočila so v poštnem predalu portala. Pošiljatelji niso preverjeni. Iz istega razloga jih v enem dnevu navedemo največ 50.',
  },
}

const en: typeof sl = {
  reasons: {
    unproven_sender: 'the mail server did not confirm that the message really comes from this address',
    too_many: 'the customer sent too many messages within an hour',
    too_large: 'the message is too large',
    files_refused: 'it holds nothing but attachments that the portal does not accept',
    no_token: 'its subject holds no token of a case (CRM:…)',
    unknown_thread: 'the token in its subject belongs to no case',
    unknown_sender: 'the address belongs to nobody who may see the case',
    unreadable: 'the message cannot be read',
  },
  heading: 'An e-mail has come in that did not become a note of the customer.',
  why: 'Reason',
  from: 'Stated sender',
  received: 'Received',
  subject: 'Subject',
  case: 'Case',
  files: 'Attachments that were not accepted',
  words: 'Text',
  cut: '(The text has been cut.)',
  original: "The original message is in the portal's mailbox.",
  unproven: 'The sender may be forged: ask the customer before you act.',
  last: 'This is the last such message that the case shows today; any others are in the mailbox alone.',
  tooLong: 'The text of the e-mail is too long and has been cut.',
  unnamedFile: 'attachment',
  nobody: '(not given)',
  noSubject: '(no subject)',
  letter: {
    subject: (count) => (count === 1 ? 'An e-mail was not accepted' : `E-mails not accepted: ${count}`),
    intro: (count) =>
      count === 1
        ? "A message in the portal's mailbox did not become a note of any case. Please see whether somebody waits for an answer."
        : "Messages in the portal's mailbox did not become notes of any case. Please see whether somebody waits for an answer.",
    message: (number) => `Message ${number}`,
    original:
      "The original messages are in the portal's mailbox. Nobody has verified the senders. At most 50 a day are listed for the same reason.",
  },
}

/** What agents read of e-mail that was not taken in: in the thread of a case by its customer's language. */
export const NOT_TAKEN_WORDS: Record<Language, typeof sl> = { sl, en }
