import './app/theme.css'
import './app/global.css'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/client.ts'
import { App } from './app/app.tsx'
import { PortalContext } from './app/portal.ts'
import { createWords, firstLanguage } from './i18n/words.ts'
import { createSession } from './session/session.ts'

const api = createApi({ fetch: (url, init) => fetch(url, init) })
const session = createSession(api)

async function start(): Promise<void> {
  const [words] = await Promise.all([
    createWords(firstLanguage(localStorage, navigator.languages), { document, storage: localStorage }),
    session.load(),
  ])
  createRoot(document.getElementById('root')!).render(
    <PortalContext value={{ api, session, words }}>
      <App />
    </PortalContext>,
  )
}

void start()
