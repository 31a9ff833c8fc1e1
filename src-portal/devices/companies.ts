import { normaliseTaxNumber } from '#shared/domain/tax-number.ts'
import { foldWord } from './words.ts'

type Company = { id: string; name: string; taxNumber: string | null; country: string }

export type Companies = {
  /** By id, tax number in any way of writing, or name. `ambiguous`: several have that number or name. */
  find(text: string): { id: string } | 'unknown' | 'ambiguous'
  nameOf(id: string): string | null
}

export function companyNames(companies: readonly Company[]): Companies {
  const byId = new Map(companies.map((company) => [company.id, company]))
  const byNumber = new Map<string, string[]>()
  const byName = new Map<string, string[]>()
  const add = (map: Map<string, string[]>, key: string, id: string) => map.set(key, [...(map.get(key) ?? []), id])
  for (const { id, name, taxNumber, country } of companies) {
    if (taxNumber !== null) add(byNumber, normaliseTaxNumber(taxNumber, country), id)
    add(byName, foldWord(name), id)
  }
  return {
    find(text) {
      if (byId.has(text)) return { id: text }
      const found = byNumber.get(normaliseTaxNumber(text, 'SI')) ?? byName.get(foldWord(text)) ?? []
      const [id] = found
      if (id === undefined) return 'unknown'
      return found.length === 1 ? { id } : 'ambiguous'
    },
    nameOf: (id) => byId.get(id)?.name ?? null,
  }
}
