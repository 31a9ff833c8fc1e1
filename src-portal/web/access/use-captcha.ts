import { type RefObject, useRef } from 'react'
import type { CaptchaHandle } from './captcha.tsx'

/** `send` gets a fresh proof, and whatever comes of it the next attempt gets another. */
export function useCaptcha(): {
  ref: RefObject<CaptchaHandle | null>
  withCaptcha: <T>(send: (captcha: string) => Promise<T>) => Promise<T>
} {
  const ref = useRef<CaptchaHandle>(null)
  return {
    ref,
    async withCaptcha(send) {
      const handle = ref.current
      if (!handle) throw new Error('There is no captcha on this page')
      try {
        return await send(await handle.solve())
      } finally {
        handle.reset()
      }
    },
  }
}
