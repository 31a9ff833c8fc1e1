import type { Language } from '#shared/domain/case.ts'

const sl = {
  file: 'Datoteka',
  edit: 'Uredi',
  view: 'Pogled',
  window: 'Okno',
  help: 'Pomoč',
  about: 'O programu Spica Desk',
  services: 'Storitve',
  hide: 'Skrij Spica Desk',
  hideOthers: 'Skrij druge',
  unhide: 'Pokaži vse',
  quit: 'Izhod',
  close: 'Zapri okno',
  undo: 'Razveljavi',
  redo: 'Uveljavi',
  cut: 'Izreži',
  copy: 'Kopiraj',
  paste: 'Prilepi',
  pasteAsText: 'Prilepi kot besedilo',
  selectAll: 'Izberi vse',
  zoomIn: 'Povečaj',
  zoomOut: 'Pomanjšaj',
  resetZoom: 'Dejanska velikost',
  fullScreen: 'Celozaslonski način',
  reload: 'Znova naloži',
  devTools: 'Razvijalska orodja',
  minimize: 'Pomanjšaj okno',
  zoomWindow: 'Povečaj okno',
  front: 'Vsa okna v ospredje',
  addToDictionary: 'Dodaj v slovar',
  noSuggestions: 'Ni predlogov',
  tryAgain: 'Poskusi znova',
  deskDied: 'Jedro programa se je večkrat ustavilo',
  deskDiedDetail:
    'Vse napisano je shranjeno na tem računalniku. Poskusite znova; če se ponovi, pokličite podporo (koda {code}).',
  pageDied: 'Prikaz se je večkrat ustavil',
  pageDiedDetail: 'Vse poslano in osnutki so shranjeni. Poskusite znova.',
  open: 'Odpri',
  openDesk: 'Odpri Spica Desk',
  snooze: 'Preloži na jutri',
  quietHour: 'Ena ura brez obvestil',
  trayNone: 'Spica Desk',
  trayUnread: 'Spica Desk – neprebranih obvestil: {count}',
  noProfile: 'Mape s podatki ni mogoče odpreti',
  noProfileDetail: 'Program potrebuje mapo, v katero sme pisati: {path}\n\n{reason}',
}

export type Words = typeof sl

const en: Words = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  help: 'Help',
  about: 'About Spica Desk',
  services: 'Services',
  hide: 'Hide Spica Desk',
  hideOthers: 'Hide Others',
  unhide: 'Show All',
  quit: 'Quit',
  close: 'Close Window',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  pasteAsText: 'Paste as Text',
  selectAll: 'Select All',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  fullScreen: 'Full Screen',
  reload: 'Reload',
  devTools: 'Developer Tools',
  minimize: 'Minimise',
  zoomWindow: 'Zoom',
  front: 'Bring All to Front',
  addToDictionary: 'Add to Dictionary',
  noSuggestions: 'No suggestions',
  tryAgain: 'Try again',
  deskDied: 'The heart of the program stopped several times',
  deskDiedDetail:
    'Everything you wrote is kept on this computer. Try again; if it happens again, call support (code {code}).',
  pageDied: 'The display stopped several times',
  pageDiedDetail: 'Everything sent and every draft is kept. Try again.',
  open: 'Open',
  openDesk: 'Open Spica Desk',
  snooze: 'Snooze until tomorrow',
  quietHour: 'No notifications for an hour',
  trayNone: 'Spica Desk',
  trayUnread: 'Spica Desk – unread notifications: {count}',
  noProfile: 'The data folder cannot be opened',
  noProfileDetail: 'The program needs a folder that it may write to: {path}\n\n{reason}',
}

const WORDS: Record<Language, Words> = { sl, en }

/** The native parts' own words (menus, dialogs); the screen's are in src-shared/i18n. */
export function wordsFor(language: Language): Words {
  return WORDS[language]
}

export function fill(text: string, params: Record<string, string | number>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
