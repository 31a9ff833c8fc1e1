import 'altcha/external'
import 'altcha/altcha.css'
import type { AltchaWidgetElement } from 'altcha/types/generic'
import Pbkdf2Worker from 'altcha/workers/pbkdf2?worker'
import ShaWorker from 'altcha/workers/sha?worker'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'

export type CaptchaWords = Record<
  'label' | 'verifying' | 'verified' | 'error' | 'expired' | 'wait' | 'required',
  string
>

/** What the widget reads of its words and workers; its own types do not resolve under `nodenext`. */
type AltchaGlobal = {
  algorithms: Map<string, () => Worker>
  i18n: { get: (language: string) => Record<string, string>; set: (language: string, words: object) => void }
}
const { $altcha } = globalThis as unknown as { $altcha: AltchaGlobal }

// Workers from our own files: the policy of contents allows no other.
for (const hash of ['SHA-256', 'SHA-384', 'SHA-512']) {
  $altcha.algorithms.set(hash, () => new ShaWorker())
  $altcha.algorithms.set(`PBKDF2/${hash}`, () => new Pbkdf2Worker())
}

export function setCaptchaWords(language: string, words: CaptchaWords): void {
  const { label, verifying, verified, error, expired, wait, required } = words
  $altcha.i18n.set(language, {
    ...$altcha.i18n.get('en'),
    label,
    verifying,
    verified,
    error,
    expired,
    loading: verifying,
    waitAlert: wait,
    verificationRequired: required,
  })
}

/** Begins as soon as somebody begins with the form. */
export function createCaptchaWidget(language: string): AltchaWidgetElement {
  const widget = document.createElement('altcha-widget')
  const configuration = {
    auto: 'onfocus',
    challenge: CUSTOMER_PATHS.captcha,
    language,
    type: 'native',
    hideFooter: true,
    hideLogo: true,
    // How a mouse moves is nobody's business.
    humanInteractionSignature: false,
    minDuration: 0,
  }
  widget.setAttribute('configuration', JSON.stringify(configuration))
  return widget
}

/** A payload that was not sent yet: the one that is there, the one that is being worked at, or a new one. Null: it failed. */
export async function solve(widget: AltchaWidgetElement): Promise<string | null> {
  const state: string = widget.getState()
  if (state === 'verified') {
    const kept = widget.querySelector<HTMLInputElement>('input[type="hidden"]')?.value
    if (kept) return kept
  }
  if (state === 'verifying') {
    const payload = await new Promise<string | null>((resolve) => {
      const listen = (event: Event) => {
        const { state: now, payload } = (event as CustomEvent<{ state: string; payload: string | null }>).detail
        if (now === 'verifying') return
        widget.removeEventListener('statechange', listen)
        resolve(now === 'verified' ? payload : null)
      }
      widget.addEventListener('statechange', listen)
    })
    if (payload) return payload
  }
  return (await widget.verify())?.payload ?? null
}
