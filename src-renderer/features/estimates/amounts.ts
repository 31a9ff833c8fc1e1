/**
 * A number as people type it ("1.234,50", "1,234.50", "12,5", "12.5 €") in hundredths; null when it is none, or has more
 * than two decimals. Where both signs are there the last one begins the decimals; a single sign before exactly three
 * digits is read as the language groups them.
 */
export function parseHundredths(text: string, groupSign: '.' | ','): number | null {
  const typed = text.replace(/[\s\u00a0\u202f€']/g, '').replace(/EUR$/i, '')
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(typed)) return null
  const at = decimalSignAt(typed, groupSign)
  const whole = at < 0 ? typed : typed.slice(0, at)
  const decimals = at < 0 ? '' : typed.slice(at + 1)
  if (!isGrouped(whole) || !/^\d{0,2}$/.test(decimals)) return null
  const value = Number(whole.replace(/[.,]/g, '') || '0') * 100 + Number(decimals.padEnd(2, '0'))
  return Number.isSafeInteger(value) ? value : null
}

function decimalSignAt(typed: string, groupSign: '.' | ','): number {
  const last = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','))
  if (last < 0) return -1
  const sign = typed[last]
  const signs = [...typed].filter((char) => char === '.' || char === ',')
  if (signs.length > 1) return signs.every((char) => char === sign) ? -1 : last
  return sign === groupSign && typed.length - last - 1 === 3 && last > 0 ? -1 : last
}

/** Only digits, or groups of three behind at most three. */
function isGrouped(whole: string): boolean {
  return /^\d*$/.test(whole) || /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole)
}
