import { createContext, use } from 'react'
import type { Api } from '../api/client.ts'
import type { Words } from '../i18n/words.ts'
import type { Session } from '../session/session.ts'

/** What every page works with. */
export type Portal = { api: Api; session: Session; words: Words }

export const PortalContext = createContext<Portal | null>(null)

export function usePortal(): Portal {
  const portal = use(PortalContext)
  if (!portal) throw new Error('There is no portal around this component')
  return portal
}

export const useApi = (): Api => usePortal().api
