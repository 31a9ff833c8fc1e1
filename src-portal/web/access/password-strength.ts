/** 0: nothing typed yet. 1 to 4: weak to very good. Length counts most; repetition and runs count little. */
export type Strength = 0 | 1 | 2 | 3 | 4

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]
const WELL_KNOWN = /geslo|password|qwert|asdf|spica|špica|portal|admin|letmein|abc|123/giu

/** A hint for people; what is allowed the portal alone decides. */
export function passwordStrength(password: string): Strength {
  if (password === '') return 0
  const thinned = password.replace(WELL_KNOWN, (word) => word[0] ?? '')
  const characters = [...thinned]
  // Each character that only repeats or counts on from the one before adds little.
  const worth = characters.reduce((sum, character, at) => {
    const step = at === 0 ? null : character.codePointAt(0)! - characters[at - 1]!.codePointAt(0)!
    return sum + (step !== null && Math.abs(step) <= 1 ? 0.3 : 1)
  }, 0)
  const variety = CLASSES.filter((one) => one.test(password)).length
  const score = worth + 2 * (variety - 1)
  if (score < 10) return 1
  if (score < 14) return 2
  return score < 18 ? 3 : 4
}
