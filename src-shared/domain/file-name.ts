const MAX_LENGTH = 255
/** Endings that a system would run, or open in a program that runs what is inside; no attachment is of these kinds. */
const RUNS =
  /\.(apk|app|appx|bat|cgi|chm|cmd|com|cpl|css|desktop|dll|exe|gadget|hta|htm|html|inf|iso|jar|js|jse|jsp|lnk|mhtml?|mjs|msc|msi|msix|msp|mst|php|pif|pl|ps1|psm1|py|rb|reg|scf|scr|sct|settingcontent-ms|sh|svgz?|url|vb|vbe|vbs|wsc|wsf|wsh|xhtml|xht|xll|xsl|xslt)$/i
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** Path separators, what Windows refuses, control characters, and marks that turn the reading direction around. */
const UNSAFE = /[/\\<>:"|?*\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/**
 * A name under which a file can be kept on any system without being more than a name: no path, nothing hidden, and no ending
 * that would make the system run what is inside.
 */
export function safeFileName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(UNSAFE, '_')
    // Looked for once in each run of them, or a long one would take a time that grows with its square.
    .replace(/(?<![. ])[. ]+$/, '')
    .replace(/^\.+/, '_')
    .trim()
  const named = clean === '' ? 'file' : RESERVED.test(clean) ? `_${clean}` : clean
  const harmless = RUNS.test(named) ? `${named}.txt` : named
  return shortened(harmless)
}

/** Keeps the ending. */
function shortened(name: string): string {
  if (name.length <= MAX_LENGTH) return name
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? ''
  return (
    name
      .slice(0, MAX_LENGTH - ending.length)
      .toWellFormed()
      .replace(/\ufffd$/, '') + ending
  )
}
