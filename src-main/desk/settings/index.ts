import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { readSettings, writeSettings } from './stored.ts'

/** Also without a session: the sign-in screen has a language and an address. */
export function settingsApi(ctx: DeskContext): DeskApi['settings'] {
  return {
    get: () => readSettings(ctx.profile.stores().outbox),
    set: (change) => {
      const { outbox } = ctx.profile.stores()
      const before = readSettings(outbox)
      const settings = { ...before, ...change }
      writeSettings(outbox, settings)
      // Other cases are at risk now.
      if (settings.riskHours !== before.riskHours) ctx.bus.publish({ type: 'cases', caseIds: null, newFromOthers: 0 })
      ctx.bus.publish({ type: 'settings' })
      return settings
    },
  }
}
