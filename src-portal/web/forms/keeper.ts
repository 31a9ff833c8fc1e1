/** What was typed into a form, kept in this tab alone until it was sent: a reload or a fault loses no words. */
type FormStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const PREFIX = 'spica.form.'

/** Strings and booleans; `unknown` lets the compiler widen `''` and `false` of the beginning to them. */
export type FormValues = Record<string, unknown>

/** What was kept of the form `name`; a field that the form no longer has, or that changed its kind, is left out. */
export function readForm<V extends FormValues>(storage: FormStorage, name: string, initial: V): V {
  try {
    const kept: unknown = JSON.parse(storage.getItem(PREFIX + name) ?? '{}')
    const entries = Object.entries(Object(kept)).filter(
      ([field, value]) => field in initial && typeof value === typeof initial[field],
    )
    return { ...initial, ...Object.fromEntries(entries) }
  } catch {
    return initial
  }
}

/** `secret`: fields that are never kept. */
export function writeForm(storage: FormStorage, name: string, values: FormValues, secret: readonly string[]): void {
  const open = Object.fromEntries(Object.entries(values).filter(([field]) => !secret.includes(field)))
  try {
    storage.setItem(PREFIX + name, JSON.stringify(open))
  } catch {
    // A browser that keeps nothing (private, full) leaves the words on the page.
  }
}

export function forgetForm(storage: FormStorage, name: string): void {
  try {
    storage.removeItem(PREFIX + name)
  } catch {
    // Nothing was kept where nothing may be.
  }
}

/** Everything that was typed in this tab, when the person leaves. */
export function forgetForms(storage: FormStorage): void {
  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at))
  for (const name of names) if (name?.startsWith(PREFIX)) storage.removeItem(name)
}
