import type { ContractProcedure } from '@orpc/contract'
import type { z } from 'zod'
import type { DeskContract } from '#shared/rpc/contract.ts'

type Procedure<I, O> = (input: I extends z.ZodType ? z.output<I> : undefined) => O | Promise<O>

/** The contract as plain functions: what the desk implements and any transport may bind. */
type ApiOf<C> =
  C extends ContractProcedure<infer I, infer O, infer _E, infer _M>
    ? Procedure<I, O extends z.ZodType ? z.output<O> : unknown>
    : { [K in keyof C]: ApiOf<C[K]> }

/** Every procedure but the event stream, which is `Desk.subscribe`. Each throws a `DeskFault`. */
export type DeskApi = ApiOf<Omit<DeskContract, 'events'>>
