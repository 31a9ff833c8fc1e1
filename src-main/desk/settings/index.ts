import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { readSettings, writeSettings } from './stored.ts'

/** Also without a session: the sign-in screen has a language and an address. */
export function settingsApi(ctx: DeskContext): DeskApi['settings'] {
  return {
    get: () => readSettings(ctx.profile.stores().outbox),
    set: (change) => {
      const { outbox } = ctx.profile.stores()
      const settings = { ...readSettings(outbox), ...change }
      writeSettings(outbox, settings)
      ctx.bus.publish({ type: 'settings' })
      return settings
    },
  }
}
