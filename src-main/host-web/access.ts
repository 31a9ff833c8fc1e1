import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type Access = {
  /** The way in: good for one visit. */
  currentToken(): string
  /** Takes a token; answers the `Set-Cookie` value, or null when it is not the current one. */
  redeem(token: string): string | null
  /** The request names this server as its host: a foreign name that resolves to 127.0.0.1 does not pass. */
  isOwnHost(request: IncomingMessage): boolean
  /** A script of this page asks, not of another one. */
  isOwnOrigin(request: IncomingMessage): boolean
  hasCookie(request: IncomingMessage): boolean
}

/** Who may talk to the desk on loopback. `onRedeemed` is told when a new token has taken the place of a used one. */
export function createAccess(port: number, onRedeemed: () => void): Access {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  // Cookies are shared by all ports of a host, so each desk has a name of its own.
  const cookieName = `desk-${port}`
  const cookie = secret()
  let token = secret()
  return {
    currentToken: () => token,
    redeem(given) {
      if (!isSame(given, token)) return null
      token = secret()
      onRedeemed()
      return `${cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict`
    },
    isOwnHost: ({ headers }) => hosts.includes(headers.host ?? ''),
    isOwnOrigin: ({ headers }) => headers.origin === `http://${headers.host}`,
    hasCookie: ({ headers }) =>
      (headers.cookie ?? '').split(/; */).some((pair) => {
        const at = pair.indexOf('=')
        return at > 0 && pair.slice(0, at) === cookieName && isSame(pair.slice(at + 1), cookie)
      }),
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** In a time that tells nothing about how much of it was right. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
