import { countOpenRegistrations, listRegistrations } from '#main/store/mirror/registrations.ts'
import { repliesForm } from '#main/store/outbox/forms.ts'
import { keepForm, readForm } from '../agent-form.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { ask, decide } from './decide.ts'
import { registrationViewer } from './views.ts'

export function registrationsApi(ctx: DeskContext): DeskApi['registrations'] {
  return {
    list: ({ limit }) => {
      const { mirror, outbox } = ctx.work()
      const { view, decidedHere } = registrationViewer({ mirror, outbox })
      const registrations = listRegistrations(mirror, limit).map(view)
      return { registrations, waiting: countOpenRegistrations(mirror) - decidedHere() }
    },
    decide: (input) => decide(ctx, input),
    ask: (input) => ask(ctx, input),
    entry: () => readForm(ctx, repliesForm),
    keepEntry: ({ entry }) => keepForm(ctx, repliesForm, entry),
  }
}
