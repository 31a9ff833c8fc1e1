import type { DeskFault } from './fault.ts'
import { faultOf } from './fault-of.ts'

type Tree = { readonly [name: string]: Tree | ((input: never) => unknown) }

/** The same procedures, each of which throws only `DeskFault`s. `onError` sees what was thrown first. */
export function guarded<T extends Tree>(api: T, onError: (error: unknown, fault: DeskFault) => void): T {
  const rethrow = (error: unknown): never => {
    const fault = faultOf(error)
    onError(error, fault)
    throw fault
  }
  const wrap = (node: Tree | ((input: never) => unknown)): unknown =>
    typeof node === 'function'
      ? (input: never) => {
          try {
            const result = node(input)
            return result instanceof Promise ? result.catch(rethrow) : result
          } catch (error) {
            return rethrow(error)
          }
        }
      : Object.fromEntries(Object.entries(node).map(([name, child]) => [name, wrap(child)]))
  return wrap(api) as T
}
