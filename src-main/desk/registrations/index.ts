import { countOpenRegistrations, listRegistrations } from '#main/store/mirror/registrations.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { ask, decide } from './decide.ts'
import { decidedHere, registrationView } from './views.ts'

export function registrationsApi(ctx: DeskContext): DeskApi['registrations'] {
  return {
    list: ({ limit }) => {
      const stores = ctx.work()
      const registrations = listRegistrations(stores.mirror, limit).map((row) => registrationView(stores, row))
      return { registrations, waiting: countOpenRegistrations(stores.mirror) - decidedHere(stores) }
    },
    decide: (input) => decide(ctx, input),
    ask: (input) => ask(ctx, input),
  }
}
