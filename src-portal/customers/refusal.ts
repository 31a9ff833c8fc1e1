import type { CustomerProblemCode } from '#shared/customer-api/common.ts'

/** A customer's request that is not carried out; answered as `customerProblem`. */
export class CustomerRefusal extends Error {
  readonly code: CustomerProblemCode
  /** What is wrong with which field, by its own code. */
  readonly fields: Record<string, string> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: CustomerProblemCode,
    options: { fields?: Record<string, string>; retryAfterSeconds?: number } = {},
  ) {
    super(code)
    this.name = 'CustomerRefusal'
    this.code = code
    this.fields = options.fields
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
