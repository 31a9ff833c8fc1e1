import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { openPlaces } from '#shared/domain/template.ts'
import classes from './insertion.module.css'
import { placeholderKey } from './templates.ts'

export type OpenPlace = ReturnType<typeof openPlaces>[number]

/** Marks under the field what is still to fill in; goes with it when it is scrolled. */
export function PlacesUnder({ body, places, field }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const any = places.length > 0
  useEffect(() => {
    const source = field.current
    if (!source || !any) return
    const follow = () => box.current?.scrollTo(0, source.scrollTop)
    follow()
    source.addEventListener('scroll', follow)
    return () => source.removeEventListener('scroll', follow)
  }, [field, any])
  if (!any) return null
  return (
    <div ref={box} className={classes.under} aria-hidden>
      {marked(body, places)}{' '}
    </div>
  )
}

type Props = { body: string; places: readonly OpenPlace[]; field: RefObject<HTMLTextAreaElement | null> }

/** Names what is missing, and leads from one place to the next. */
export function PlacesNotice({ body, places, field }: Props) {
  const { t } = useTranslation()
  if (places.length === 0) return null
  const names = [...new Set(places.map(({ placeholder }) => t(placeholderKey(placeholder))))].join(', ')

  function next() {
    const target = field.current
    const place = places.find(({ from }) => from >= (target?.selectionEnd ?? 0)) ?? places[0]
    if (!target || !place || target.value !== body) return
    target.focus()
    target.setSelectionRange(place.from, place.to)
  }

  return (
    <div className={classes.open}>
      <IconAlertTriangle size={15} stroke={2} aria-hidden />
      <span className={classes.openWords} role="status">
        {t('templates.openPlaces', { count: places.length, names })}
      </span>
      <Button size="compact-xs" variant="default" onClick={next}>
        {t('templates.fill')}
      </Button>
    </div>
  )
}

/** A text in which the given places are marked. */
export function marked(text: string, places: readonly { from: number; to: number }[]): ReactNode[] {
  const parts: ReactNode[] = []
  let last = 0
  for (const { from, to } of places) {
    parts.push(text.slice(last, from), <mark key={from}>{text.slice(from, to)}</mark>)
    last = to
  }
  parts.push(text.slice(last))
  return parts
}
