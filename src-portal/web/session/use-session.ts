import { useStore } from 'zustand'
import type { Me, PortalConfig } from '#shared/customer-api/access.ts'
import { usePortal } from '../app/portal.ts'

export function useMe(): Me | null {
  return useStore(usePortal().session.store, ({ me }) => me)
}

/** For pages of `access: 'customer'` alone, which are drawn for nobody else. */
export function useSignedIn(): Me {
  const me = useMe()
  if (!me) throw new Error('Nobody is signed in')
  return me
}

export function useConfig(): PortalConfig {
  const config = useStore(usePortal().session.store, (state) => state.config)
  if (!config) throw new Error('The portal has not told its settings')
  return config
}
