export { serveMessagePort } from './serve-message-port.ts'
export { serveWebSocket } from './serve-web-socket.ts'
