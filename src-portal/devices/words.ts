import type { DeviceState } from '#shared/domain/device.ts'

/** Letters and digits alone, without capitals and marks: `Serijska št.` and `serijska_st` are the same. */
export function foldWord(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const STATE_WORDS: Record<DeviceState, readonly string[]> = {
  in_stock: ['Na zalogi', 'Zaloga', 'In stock', 'Stock'],
  in_use: ['V uporabi', 'Pri stranki', 'Aktivna', 'In use', 'Active'],
  in_service: ['V servisu', 'Na servisu', 'V popravilu', 'In service', 'In repair'],
  replaced: ['Zamenjana', 'Zamenjano', 'Replaced'],
  retired: ['Izločena', 'Odpisana', 'Izven uporabe', 'Retired', 'Scrapped', 'Written off'],
}

const STATE_OF = new Map(
  Object.entries(STATE_WORDS).flatMap(([state, words]) =>
    [...words, state].map((word) => [foldWord(word), state as DeviceState] as const),
  ),
)

export function stateOf(text: string): DeviceState | undefined {
  return STATE_OF.get(foldWord(text))
}

/** A day as `YYYY-MM-DD` from `2026-03-02`, `2. 3. 2026`, `02/03/2026` or `2-3-2026`, the day before the month; null when it is none. */
export function dayOf(text: string): string | null {
  const plain = text.trim().replace(/[T ]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?Z?$/, '')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain)
  const local = /^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?$/.exec(plain)
  const [year, month, day] = iso ? iso.slice(1) : local ? [local[3], local[2], local[1]] : []
  if (year === undefined || month === undefined || day === undefined) return null
  const text8601 = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text8601}T00:00:00Z`)
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text8601)
  return real && Number(year) >= 1970 && Number(year) <= 2100 ? text8601 : null
}
