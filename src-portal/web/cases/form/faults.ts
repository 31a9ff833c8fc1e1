/** What is wrong with a field; the words are the page's. */
export const FIELD_FAULTS = ['required', 'too_long', 'invalid'] as const
export type FieldFault = (typeof FIELD_FAULTS)[number]

export function asFault(code: string): FieldFault {
  return FIELD_FAULTS.find((fault) => fault === code) ?? 'invalid'
}
