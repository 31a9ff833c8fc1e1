import { type ComponentType, lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter'
import { useStore } from 'zustand'
import { ErrorBoundary } from '../components/error-boundary.tsx'
import { Loading } from '../components/loading.tsx'
import { useMe } from '../session/use-session.ts'
import { Frame } from './frame.tsx'
import { nextPage, signInFor } from './next-page.ts'
import { NotFound, Unreachable } from './plain-pages.tsx'
import { usePortal } from './portal.ts'
import { type Access, PAGES } from './registry.ts'

const pages = PAGES.map(({ path, access, load }) => ({
  path,
  access,
  Page: lazy(async () => ({ default: await load() })),
}))
const ConsentGate = lazy(async () => ({ default: (await import('../access/consent-gate.tsx')).ConsentGate }))

export function App() {
  const [location] = useLocation()
  const { session } = usePortal()
  const unreachable = useStore(session.store, ({ config }) => config === null)
  return (
    <Frame>
      <ErrorBoundary key={location}>
        {unreachable ? (
          <Unreachable />
        ) : (
          <Suspense fallback={<Loading />}>
            <Switch>
              {pages.map(({ path, access, Page }) => (
                <Route key={path} path={path}>
                  <Guarded access={access} page={Page} />
                </Route>
              ))}
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        )}
      </ErrorBoundary>
    </Frame>
  )
}

function Guarded({ access, page: Page }: { access: Access; page: ComponentType }) {
  const me = useMe()
  const { session } = usePortal()
  const left = useStore(session.store, (state) => state.left)
  const [location] = useLocation()
  const search = useSearch()
  if (access === 'guest' && me) return <Redirect to={nextPage(search)} replace />
  if (access === 'customer') {
    if (!me)
      return <Redirect to={signInFor(left === 'signed_out' ? '/' : location + (search ? `?${search}` : ''))} replace />
    if (me.consentsNeeded.length > 0) return <ConsentGate />
  }
  return <Page />
}
