import { passwordProblem } from '#shared/domain/password.ts'
import type { FormValues } from '../forms/keeper.ts'
import type { FieldFaults } from '../forms/use-form.ts'

/** The portal asks more of an address; this finds what was certainly mistyped. */
const EMAIL = /^[^\s@,;]+@[^\s@,;.]+(\.[^\s@,;.]+)+$/

/** `required` for each of `fields` that is empty, or not ticked. */
export function missing<V extends FormValues>(values: V, fields: readonly (keyof V & string)[]): FieldFaults<V> {
  const empty = fields.filter((field) => {
    const value = values[field]
    return typeof value === 'string' ? value.trim() === '' : value === false
  })
  return Object.fromEntries(empty.map((field) => [field, 'required'])) as FieldFaults<V>
}

export function isEmail(text: string): boolean {
  return EMAIL.test(text.trim())
}

/** What is wrong with a new password and its repetition, each null when nothing is. */
export function newPasswordFaults(
  password: string,
  repeated: string,
): { password: string | undefined; repeated: string | undefined } {
  return {
    password: password === '' ? 'required' : (passwordProblem(password) ?? undefined),
    repeated: repeated === '' ? 'required' : repeated === password ? undefined : 'mismatch',
  }
}

/** Codes have no spaces; mail programs and people put some in. */
export function cleanCode(typed: string): string {
  return typed.replace(/\s+/g, '')
}

/** From the page's address: `#code=…`; empty where there is none. */
export function codeFromHash(hash: string): string {
  return cleanCode(new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? '')
}

/** Only what is a fault: `undefined` entries would count as one. */
export function faultsOf<V>(faults: Partial<Record<keyof V & string, string | undefined>>): FieldFaults<V> {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined)) as FieldFaults<V>
}
