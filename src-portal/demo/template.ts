import type { Random } from './random.ts'

/**
 * Texts with holes: `{slot}` is filled from the values, `[this|that]` picks one of the alternatives (which may hold
 * slots). A slot without a value throws, so that no unfilled text can get out.
 */
export type Values = Readonly<Record<string, string>>

type Part = string | { slot: string } | { oneOf: Part[][] }

const compiled = new Map<string, Part[]>()

function compile(template: string): Part[] {
  return template
    .split(/(\[[^\]]*\]|\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece.startsWith('[')) return { oneOf: piece.slice(1, -1).split('|').map(compile) }
      if (piece.startsWith('{')) return { slot: piece.slice(1, -1) }
      return piece
    })
}

function render(parts: Part[], values: Values, random: Random): string {
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else if ('slot' in part) {
      const value = values[part.slot]
      if (value === undefined) throw new Error(`No value for {${part.slot}}`)
      text += value
    } else text += render(random.pick(part.oneOf), values, random)
  }
  return text
}

export function fill(template: string, values: Values, random: Random): string {
  let parts = compiled.get(template)
  if (!parts) {
    parts = compile(template)
    compiled.set(template, parts)
  }
  return render(parts, values, random)
}
