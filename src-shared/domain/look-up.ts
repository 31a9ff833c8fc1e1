/**
 * The key under which a case number or a serial number is looked up: upper case, only letters and digits, and the
 * characters that people confuse on stickers folded together (O with 0, I with 1).
 * `CAS-02580-TOM2L3` and `cas02580t0m2l3` give the same key.
 */
export function lookUpKey(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/I/g, '1')
}
