import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { createFieldWatch } from './field-watch.ts'
import { isField } from './registry.ts'

/** What is typed on when a change from elsewhere took the field away must not run commands; the agent is told. */
export function useFieldWatch(singleKeys: boolean): void {
  const { t } = useTranslation()
  const latest = useRef({ t, singleKeys })
  useEffect(() => {
    latest.current = { t, singleKeys }
  }, [t, singleKeys])
  // Once: it must stay before the scanner's.
  useEffect(() => {
    const watch = createFieldWatch(() => performance.now())

    function onField({ target }: Event) {
      watch.at(isField(target) && target instanceof Element ? target : null)
    }
    function onPointer({ target }: Event) {
      if (!isField(target)) watch.act()
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.isComposing || !latest.current.singleKeys) return
      const { activeElement, body } = document
      const verdict = watch.press(event, activeElement === null || activeElement === body)
      if (verdict === 'pass') return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (verdict === 'swallow') return
      notifications.show({
        id: 'field-gone',
        title: latest.current.t('keys.fieldGone'),
        message: latest.current.t('keys.fieldGoneAdvice'),
        color: 'orange',
        autoClose: 8_000,
      })
    }
    const before = { capture: true }
    window.addEventListener('focusin', onField)
    window.addEventListener('input', onField)
    // Assistive technology clicks without a pointer.
    for (const type of ['pointerdown', 'click'] as const) window.addEventListener(type, onPointer, before)
    window.addEventListener('keydown', onKeyDown, before)
    return () => {
      window.removeEventListener('focusin', onField)
      window.removeEventListener('input', onField)
      for (const type of ['pointerdown', 'click'] as const) window.removeEventListener(type, onPointer, before)
      window.removeEventListener('keydown', onKeyDown, before)
    }
  }, [])
}
