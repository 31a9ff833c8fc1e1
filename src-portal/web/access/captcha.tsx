import type { AltchaWidgetElement } from 'altcha/types/generic'
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react'
import { ApiProblem } from '../api/problem.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './captcha.module.css'

const load = () => import('./captcha-widget.ts')

export type CaptchaHandle = {
  /** Proof for one request. Throws `ApiProblem` when there is none to be had. */
  solve: () => Promise<string>
  /** After a request: the proof counts once. */
  reset: () => void
}

/** A sum that the browser works out (ALTCHA): nothing to see, hear or guess, and nobody else is asked. */
export function Captcha({ ref }: { ref: RefObject<CaptchaHandle | null> }) {
  const { t, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const widget = useRef<AltchaWidgetElement>(null)

  useEffect(() => {
    let gone = false
    void load()
      .then(({ createCaptchaWidget, setCaptchaWords }) => {
        if (gone) return
        setCaptchaWords(language, {
          label: t('access.captcha.label'),
          verifying: t('access.captcha.verifying'),
          verified: t('access.captcha.verified'),
          error: t('access.captcha.error'),
          expired: t('access.captcha.expired'),
          wait: t('access.captcha.wait'),
          required: t('access.captcha.required'),
        })
        widget.current = createCaptchaWidget(language)
        box.current?.replaceChildren(widget.current)
      })
      // Without it nothing can be sent, and sending says so.
      .catch(() => {})
    return () => {
      gone = true
      widget.current?.remove()
      widget.current = null
    }
  }, [language, t])

  useImperativeHandle(ref, () => ({
    async solve() {
      const { solve } = await load().catch(() => {
        throw new ApiProblem('unreachable', 0)
      })
      const payload = widget.current ? await solve(widget.current) : null
      if (payload === null) throw new ApiProblem('captcha_failed', 0)
      return payload
    },
    reset: () => widget.current?.reset(),
  }))

  return (
    <div className={classes.captcha}>
      <div ref={box} className={classes.box} />
      <p className={classes.hint}>{t('access.captcha.hint')}</p>
    </div>
  )
}
