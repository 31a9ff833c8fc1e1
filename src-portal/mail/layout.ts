import type { Language } from '#shared/domain/case.ts'

/** A mail is written once, from these parts; its text and its HTML say the same. */
export type Part =
  | { type: 'text'; text: string }
  /** `by`: whose doing it is. */
  | { type: 'heading'; text: string; by: string | null }
  /** Somebody's own words, line breaks kept. */
  | { type: 'words'; text: string }
  | { type: 'facts'; rows: [label: string, value: string][] }
  | { type: 'sums'; rows: Sum[] }
  /** `prominent`: what the reader is meant to do. */
  | { type: 'link'; label: string; url: string; prominent: boolean }
  /** To be copied by hand. */
  | { type: 'code'; text: string }
  | { type: 'small'; text: string }

/** A line of an invoice: `detail` is small; the total stands out. */
export type Sum = { label: string; detail: string | null; amount: string; total: boolean }

export type Letter = {
  language: Language
  title: string
  above: string | null
  parts: Part[]
  greeting: string
  signature: string[]
}

export function asText({ above, parts, greeting, signature }: Letter): string {
  const pieces = [...(above === null ? [] : [above]), greeting, ...parts.map(partAsText), signature.join('\n')]
  return `${pieces.join('\n\n').replace(/\r\n?/g, '\n')}\n`
}

function partAsText(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'small':
    case 'code':
      return clean(part.text)
    case 'heading':
      return `* ${clean(part.text)}${part.by === null ? '' : ` · ${clean(part.by)}`}`
    case 'words':
      return clean(part.text)
        .split('\n')
        .map((line) => `    ${line}`.trimEnd())
        .join('\n')
    case 'facts':
      return part.rows.map(([label, value]) => `${clean(label)}: ${clean(value)}`).join('\n')
    case 'sums':
      return part.rows
        .map(({ label, detail, amount }) => `${clean(label)}: ${detail === null ? '' : `${detail} = `}${amount}`)
        .join('\n')
    case 'link':
      return `${clean(part.label)}${/[?!.:]$/.test(part.label) ? '' : ':'}\n${part.url}`
  }
}

/** As the subjects name it, in both languages. */
const SENDER = 'Špica portal'
const FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const P = `style="margin:0 0 16px;${FONT};font-size:16px;line-height:1.5;color:#1f2933"`

/** Tables and styles on the elements: what mail programs understand. Readable with pictures off and in dark mode. */
export function asHtml({ language, title, above, parts, greeting, signature }: Letter): string {
  // Outside the card, before all else: what a mail program quotes below it is cut.
  const hint =
    above === null
      ? ''
      : `<tr><td align="center" style="padding:0 0 12px;${FONT};font-size:12px;color:#616e7c">${escapeHtml(above)}</td></tr>\n`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f6f8">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f6f8">
<tr><td align="center" style="padding:16px 8px 24px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
${hint}<tr><td style="background:#ffffff;border:1px solid #d9e2ec;border-top:4px solid #0b5cad;border-radius:6px;padding:0 20px 24px">
<p style="margin:0 0 20px;padding:14px 0 12px;border-bottom:1px solid #d9e2ec;${FONT};font-size:15px;line-height:1.4;font-weight:600;color:#0b5cad">${escapeHtml(SENDER)}</p>
<p ${P}>${escapeHtml(greeting)}</p>
${parts.map(partAsHtml).join('\n')}
<p style="margin:24px 0 0;${FONT};font-size:16px;line-height:1.5;color:#1f2933">${signature.map(escapeHtml).join('<br>')}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

function partAsHtml(part: Part): string {
  switch (part.type) {
    case 'text':
      return `<p ${P}>${lines(part.text)}</p>`
    case 'small':
      return `<p style="margin:0 0 16px;${FONT};font-size:13px;line-height:1.5;color:#52606d">${lines(part.text)}</p>`
    case 'heading':
      return `<p style="margin:0 0 8px;${FONT};font-size:16px;line-height:1.4;font-weight:600;color:#1f2933">${lines(part.text)}${part.by === null ? '' : `<br><span style="font-size:13px;font-weight:400;color:#52606d">${lines(part.by)}</span>`}</p>`
    case 'words':
      return `<div style="margin:0 0 16px;padding:12px 16px;border-left:4px solid #9fb3c8;background:#f7f9fb;${FONT};font-size:16px;line-height:1.5;color:#1f2933;overflow-wrap:anywhere">${lines(part.text)}</div>`
    case 'code':
      return `<p style="margin:0 0 16px;padding:12px 16px;background:#f7f9fb;border:1px solid #d9e2ec;border-radius:4px;font-family:Consolas,Menlo,monospace;font-size:14px;color:#1f2933;word-break:break-all">${lines(part.text)}</p>`
    case 'facts':
      return `${TABLE}${part.rows.map(factAsHtml).join('')}</table>`
    case 'sums':
      return `${TABLE}${part.rows.map(sumAsHtml).join('')}</table>`
    case 'link':
      return part.prominent
        ? `<p style="margin:0 0 16px"><a href="${escapeHtml(part.url)}" style="display:inline-block;padding:12px 24px;border-radius:6px;background:#0b5cad;${FONT};font-size:16px;font-weight:600;color:#ffffff;text-decoration:none">${escapeHtml(part.label)}</a></p>`
        : `<p ${P}><a href="${escapeHtml(part.url)}" style="color:#0b5cad">${escapeHtml(part.label)}</a></p>`
  }
}

const TABLE =
  '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;table-layout:fixed">'
const CELL = `padding:3px 0;${FONT};font-size:14px;line-height:1.4;overflow-wrap:break-word`

function factAsHtml([label, value]: [string, string]): string {
  return `<tr><td width="36%" valign="top" style="${CELL};padding-right:12px;color:#52606d">${escapeHtml(label)}</td><td valign="top" style="${CELL};font-weight:600;color:#1f2933">${lines(value)}</td></tr>`
}

function sumAsHtml({ label, detail, amount, total }: Sum): string {
  const look = total ? 'border-top:1px solid #9fb3c8;font-weight:600;' : ''
  const small = detail === null ? '' : `<br><span style="font-size:13px;color:#52606d">${lines(detail)}</span>`
  return `<tr><td valign="top" style="${CELL};${look}padding-right:12px;color:#1f2933">${lines(label)}${small}</td><td width="110" align="right" valign="top" style="${CELL};${look}white-space:nowrap;color:#1f2933">${lines(amount)}</td></tr>`
}

function lines(text: string): string {
  return escapeHtml(clean(text)).replaceAll('\n', '<br>')
}

/** Line feeds are kept; other control characters and marks that turn the reading direction go. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
}

/** For texts and quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
