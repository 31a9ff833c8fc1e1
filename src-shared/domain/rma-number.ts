const NUMBER = /^(?:rma[\s-]*)?(\d{1,12})$/i

/** The digits of an RMA's number as a person types it (`RMA-00012`, `rma 12`, or they alone); null where something else is meant. */
export function rmaDigits(text: string): string | null {
  return NUMBER.exec(text.trim())?.[1] ?? null
}
