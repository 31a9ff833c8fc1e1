import type { Language } from '#shared/domain/case.ts'

type Value = string | number | boolean | null | readonly Value[] | { [name: string]: Value }

const WORDS: Record<Language, Record<string, string>> = {
  sl: {
    title: 'Osebni podatki na portalu za podporo strankam',
    none: 'ni podatka',
    yes: 'da',
    no: 'ne',
    nothing: 'Ni zapisov.',
    exportedAt: 'Izpisano',
    person: 'Oseba',
    signIn: 'Prijava',
    sessions: 'Odprte prijave',
    consents: 'Soglasja',
    registrations: 'Prijavnice',
    cases: 'Zahtevki',
    notes: 'Opombe',
    securityEvents: 'Varnostni dogodki',
    estimates: 'Predračuni',
    estimateAnswers: 'Odgovori na predračune',
    repairs: 'Popravila',
    rmaNumber: 'Številka RMA',
    model: 'Model',
    fault: 'Opis napake',
    accessories: 'Dodatna oprema',
    receivedAt: 'Prejeto',
    shippedAt: 'Odposlano',
    newSerialNumber: 'Serijska številka nove naprave',
    rejectionReason: 'Razlog zavrnitve',
    carrier: 'Dostavna služba',
    trackingNumber: 'Številka pošiljke',
    firstName: 'Ime',
    lastName: 'Priimek',
    email: 'E-pošta',
    phone: 'Telefon',
    mobile: 'Mobilni telefon',
    language: 'Jezik',
    company: 'Podjetje',
    companyTaxNumber: 'Davčna številka podjetja',
    taxNumber: 'Davčna številka',
    country: 'Država',
    role: 'Vidi primere',
    deletionRequestedAt: 'Zahteva za izbris',
    username: 'Uporabniško ime',
    createdAt: 'Ustvarjeno',
    passwordChangedAt: 'Geslo spremenjeno',
    device: 'Naprava',
    expiresAt: 'Velja do',
    kind: 'Vrsta',
    version: 'Različica besedila',
    givenAt: 'Dano',
    ip: 'Naslov IP',
    sentAt: 'Poslano',
    decidedAt: 'Odločeno',
    salutation: 'Naslovilo',
    department: 'Oddelek',
    customerCode: 'Šifra stranke',
    invoiceNumber: 'Številka računa',
    explanation: 'Pojasnilo',
    answers: 'Odgovori',
    text: 'Besedilo',
    caseNumber: 'Številka primera',
    description: 'Opis',
    caseType: 'Vrsta zahtevka',
    status: 'Stanje',
    customerSystemId: 'Identifikacijska številka sistema kupca',
    warrantyRepair: 'Garancijsko popravilo',
    serialNumber: 'Serijska številka',
    customerReference: 'Vaša referenca',
    modifiedAt: 'Spremenjeno',
    closedAt: 'Zaključeno',
    writtenAt: 'Napisano',
    body: 'Besedilo',
    files: 'Priponke',
    fileName: 'Ime datoteke',
    size: 'Velikost (v bajtih)',
    at: 'Kdaj',
    event: 'Dogodek',
    by: 'Kdo',
    answer: 'Odgovor',
    state: 'Stanje',
    decisionReason: 'Razlog',
    items: 'Postavke',
    itemDescription: 'Postavka',
    quantity: 'Količina',
    unitPrice: 'Cena na enoto brez DDV (EUR)',
    vatRate: 'DDV (%)',
    totalWithVat: 'Skupaj z DDV (EUR)',
    estimateNote: 'Pripis',
    validUntil: 'Velja do dne',
    endedAt: 'Končano',
    caseTitle: 'Naslov',
  },
  en: {
    title: 'Personal data in the customer support portal',
    none: 'none',
    yes: 'yes',
    no: 'no',
    nothing: 'Nothing is kept.',
    exportedAt: 'Exported',
    person: 'Person',
    signIn: 'Sign-in',
    sessions: 'Open sessions',
    consents: 'Consents',
    registrations: 'Registration requests',
    cases: 'Cases',
    notes: 'Notes',
    securityEvents: 'Security events',
    estimates: 'Estimates',
    estimateAnswers: 'Answers to estimates',
    repairs: 'Repairs',
    rmaNumber: 'RMA number',
    model: 'Model',
    fault: 'Fault',
    accessories: 'Accessories',
    receivedAt: 'Received',
    shippedAt: 'Shipped',
    newSerialNumber: 'Serial number of the new device',
    rejectionReason: 'Reason for the rejection',
    carrier: 'Carrier',
    trackingNumber: 'Tracking number',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    phone: 'Phone',
    mobile: 'Mobile',
    language: 'Language',
    company: 'Company',
    companyTaxNumber: 'Company tax number',
    taxNumber: 'Tax number',
    country: 'Country',
    role: 'Sees cases',
    deletionRequestedAt: 'Asked to be deleted',
    username: 'User name',
    createdAt: 'Created',
    passwordChangedAt: 'Password changed',
    device: 'Device',
    expiresAt: 'Valid until',
    kind: 'Kind',
    version: 'Version of the text',
    givenAt: 'Given',
    ip: 'IP address',
    sentAt: 'Sent',
    decidedAt: 'Decided',
    salutation: 'Title',
    department: 'Department',
    customerCode: 'Customer code',
    invoiceNumber: 'Invoice number',
    explanation: 'Explanation',
    answers: 'Answers',
    text: 'Text',
    caseNumber: 'Case number',
    description: 'Description',
    caseType: 'Type',
    status: 'Status',
    customerSystemId: 'Customer system ID',
    warrantyRepair: 'Warranty repair',
    serialNumber: 'Serial number',
    customerReference: 'Customer reference',
    modifiedAt: 'Modified',
    closedAt: 'Closed',
    writtenAt: 'Written',
    body: 'Text',
    files: 'Attachments',
    fileName: 'File name',
    size: 'Size (bytes)',
    at: 'When',
    event: 'Event',
    by: 'By',
    answer: 'Answer',
    state: 'State',
    decisionReason: 'Reason',
    items: 'Items',
    itemDescription: 'Item',
    quantity: 'Quantity',
    unitPrice: 'Unit price without VAT (EUR)',
    vatRate: 'VAT (%)',
    totalWithVat: 'Total with VAT (EUR)',
    estimateNote: 'Note',
    validUntil: 'Valid until',
    endedAt: 'Ended',
    caseTitle: 'Title',
  },
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The same as the JSON, for reading: headings, and a line a field. A field without a word of ours keeps its name. */
export function personText(data: { [name: string]: Value }, language: Language): string {
  const words = WORDS[language]
  const instants = new Intl.DateTimeFormat(language === 'sl' ? 'sl-SI' : 'en-GB', {
    timeZone: 'Europe/Ljubljana',
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  const numbers = new Intl.NumberFormat(language === 'sl' ? 'sl-SI' : 'en-GB', { maximumFractionDigits: 2 })
  // The title of a case is not the title of this text.
  const wordOf = (name: string) => words[name === 'title' ? 'caseTitle' : name] ?? name

  const shown = (value: string | number | boolean | null, indent: string): string => {
    if (value === null) return words.none ?? ''
    if (typeof value === 'boolean') return (value ? words.yes : words.no) ?? ''
    if (typeof value === 'number') return numbers.format(value)
    if (typeof value === 'string' && INSTANT.test(value)) return instants.format(new Date(value))
    return String(value).replaceAll('\n', `\n${indent}  `)
  }
  const linesOf = (fields: { [name: string]: Value }, indent: string): string[] =>
    Object.entries(fields).flatMap(([name, value]) => {
      if (value === null || typeof value !== 'object') return [`${indent}${wordOf(name)}: ${shown(value, indent)}`]
      return [`${indent}${wordOf(name)}:`, ...partsOf(value, `${indent}  `)]
    })
  const partsOf = (value: readonly Value[] | { [name: string]: Value }, indent: string): string[] => {
    if (!isList(value)) return linesOf(value, indent)
    if (value.length === 0) return [`${indent}${words.nothing}`]
    return value.flatMap((item, index) => {
      const lines =
        item !== null && typeof item === 'object' ? partsOf(item, indent) : [`${indent}${shown(item, indent)}`]
      return index === 0 ? lines : ['', ...lines]
    })
  }
  const sections = Object.entries(data).map(([name, value]) => {
    if (value === null || typeof value !== 'object') return `${wordOf(name)}: ${shown(value, '')}`
    const heading = wordOf(name)
    return [heading, '-'.repeat(heading.length), ...partsOf(value, '')].join('\n')
  })
  const title = words.title ?? ''
  return `${[`${title}\n${'='.repeat(title.length)}`, ...sections].join('\n\n')}\n`
}

function isList(value: readonly Value[] | { [name: string]: Value }): value is readonly Value[] {
  return Array.isArray(value)
}
