import type { CaseType } from '#shared/domain/case.ts'
import type { DeviceKind } from '../products.ts'

type Pair<T> = readonly [first: T, second: T]

/**
 * One kind of trouble in two turns, as customers and agents write about it. In every list the first belongs to the
 * first turn and the second to the second; further titles fit both. All texts are templates (`../template.ts`);
 * `{c}` and `{a}` are the ending of a participle by the customer's and the writing agent's gender: `poslal{c}`.
 */
export type Scenario = {
  id: string
  caseType: CaseType
  /** What device it is about; the case then names a serial number. */
  device?: DeviceKind
  /** A technician may have to come. */
  visit?: boolean
  titles: readonly [first: string, second: string, ...either: string[]]
  descriptions: Pair<string>
  /** What the agent asks and what the customer answers. */
  questions: Pair<readonly [ask: string, answer: string]>
  /** What agents write among themselves. */
  internal: Pair<string>
  solutions: Pair<string>
}
