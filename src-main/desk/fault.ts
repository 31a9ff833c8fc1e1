import type { DeskProblem, Problem } from '#shared/rpc/problem.ts'

/** The one error that a procedure throws on purpose. `params` fill the message; never secrets or customers' words. */
export class DeskFault extends Error {
  override name = 'DeskFault'
  readonly code: DeskProblem
  readonly params: Problem['params']

  constructor(code: DeskProblem, params: Problem['params'] = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.params = params
  }

  get problem(): Problem {
    return { code: this.code, params: this.params }
  }
}
