import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Me, PortalConfig } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { Api } from '../api/client.ts'
import { ApiProblem, asProblem } from '../api/problem.ts'

export type SessionState = {
  config: PortalConfig | null
  /** Null: nobody is signed in. */
  me: Me | null
  /** Why the portal could not be asked at the start; null when it was. */
  problem: ApiProblem | null
  /** How the last one here left: by signing out, or because the portal ended the session. */
  left: 'signed_out' | 'ended' | null
}

export type Session = {
  store: StoreApi<SessionState>
  /** Asks the portal who is here. Never throws: `problem` says what went wrong. */
  load: () => Promise<void>
  /** After signing in, and after every change of oneself. Null: signed out. */
  set: (me: Me | null) => void
  /** `everywhere`: all sessions of the person. Throws `ApiProblem`; then one is still signed in. */
  signOut: (everywhere?: boolean) => Promise<void>
}

export function createSession(api: Api): Session {
  const store = createStore<SessionState>(() => ({ config: null, me: null, problem: null, left: null }))

  const set = (me: Me | null) => {
    api.setCsrfToken(me?.csrfToken ?? null)
    store.setState({ me, left: null })
  }

  async function whoAmI(): Promise<Me | null> {
    try {
      return await api.get<Me>(CUSTOMER_PATHS.me)
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  }

  async function load(): Promise<void> {
    try {
      const [config, me] = await Promise.all([
        store.getState().config ?? api.get<PortalConfig>(CUSTOMER_PATHS.config),
        whoAmI(),
      ])
      set(me)
      store.setState({ config, problem: null })
    } catch (error) {
      store.setState({ problem: asProblem(error) })
    }
  }

  api.onProblem(({ code }) => {
    const { me } = store.getState()
    if (!me) return
    if (code === 'unauthorized') {
      api.setCsrfToken(null)
      store.setState({ me: null, left: 'ended' })
    }
    if (code === 'consent_needed' && me.consentsNeeded.length === 0) void load()
  })
  api.onCsrfFailed(async () => {
    const before = api.csrfToken()
    await load()
    const now = api.csrfToken()
    return now !== null && now !== before
  })

  return {
    store,
    load,
    set,
    async signOut(everywhere = false) {
      await api.call('POST', CUSTOMER_PATHS.signOut, { query: everywhere ? { everywhere: true } : {} })
      api.setCsrfToken(null)
      store.setState({ me: null, left: 'signed_out' })
    },
  }
}
