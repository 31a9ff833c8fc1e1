import type { CaseType } from '#shared/domain/case.ts'
import type { DeviceKind } from '../products.ts'

/**
 * One kind of trouble, as customers and agents write about it. All texts are templates (`../template.ts`).
 * `{c}` and `{a}` are the ending of a participle by the customer's and the writing agent's gender: `poslal{c}`.
 */
export type Scenario = {
  id: string
  caseType: CaseType
  /** What device it is about; the case then names a serial number. */
  device?: DeviceKind
  /** A technician may have to come. */
  visit?: boolean
  titles: readonly string[]
  descriptions: readonly string[]
  /** What the agent asks and what the customer answers. */
  questions: readonly (readonly [ask: string, answer: string])[]
  /** What agents write among themselves. */
  internal: readonly string[]
  solutions: readonly string[]
}
