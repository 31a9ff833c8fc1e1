import { findAccounts } from '#main/store/mirror/accounts.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function accountsApi(ctx: DeskContext): DeskApi['accounts'] {
  return { find: ({ text, limit }) => findAccounts(ctx.work().mirror, text, limit) }
}
