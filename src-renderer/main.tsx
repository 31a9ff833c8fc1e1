import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { createI18n } from './app/i18n.ts'
import { adoptTheme } from './app/theme.ts'
import { createConnection } from './rpc/connection.ts'
import { createDesk } from './rpc/desk.tsx'
import { messagePortTransport } from './rpc/message-port.ts'
import { webSocketTransport } from './rpc/web-socket.ts'
import { createNavigation } from './stores/navigation.ts'
import { createScreen } from './stores/screen.ts'

const transport = location.protocol === 'app:' ? messagePortTransport(window) : webSocketTransport(location)
const connection = createConnection(transport, (ms) => new Promise((resolve) => setTimeout(resolve, ms)))
const desk = createDesk(connection)
const screen = createScreen(desk)
const navigation = createNavigation(screen, desk)
const words = createI18n(localStorage)

adoptTheme(document)
document.documentElement.lang = words.language
connection.start()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App desk={desk} screen={screen} navigation={navigation} words={words} />
  </StrictMode>,
)
