import { implement, ORPCError, ValidationError } from '@orpc/server'
import { DeskFault } from '#main/desk/index.ts'
import { deskContract } from '#shared/rpc/contract.ts'

/** Whatever goes wrong in a procedure reaches the screen as the contract's one typed error. */
export const typedErrors = implement(deskContract).middleware(async ({ next, errors }) => {
  try {
    return await next()
  } catch (error) {
    throw errors.PROBLEM({ data: problemOf(error) })
  }
})

function problemOf(error: unknown): DeskFault['problem'] {
  if (error instanceof DeskFault) return error.problem
  const badInput = error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError
  return new DeskFault(badInput ? 'invalid_input' : 'internal').problem
}
