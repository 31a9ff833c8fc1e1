import { Button, Modal, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseTemplate } from '#shared/domain/template.ts'
import type { Placeholder } from '#shared/domain/template-placeholders.ts'
import type { MacroFills } from '#shared/rpc/bulk.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useBulk } from '../bulk/use-bulk.ts'
import { placeholderKey } from '../templates/templates.ts'
import { MacroParts } from './macro-parts.tsx'
import classes from './macros.module.css'

type Props = { macro: MacroView; caseId: string; onClose: () => void }

/** What a macro will do to this case, with the values that it has; for those that are missing there is a field each. */
export function MacroForCase({ macro, caseId, onClose }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { run } = useBulk()
  const [fills, setFills] = useState<MacroFills>({})
  const { data: preview } = useQuery(
    queries.macros.preview.queryOptions({
      input: { content: macro.content, caseId, fills },
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  )
  // A field stays while it is being filled in.
  const asked = [...new Set([...(preview?.missing ?? []), ...(Object.keys(fills) as Placeholder[])])]
  const ready = preview !== undefined && preview.problem === null && preview.parts.length > 0

  async function carryOut() {
    if (!ready) return
    onClose()
    await run({ kind: 'macro', macroId: macro.id, fills }, [caseId])
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const isButton = event.target instanceof HTMLButtonElement
    if (isButton && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    void carryOut()
  }

  return (
    <Modal
      opened
      size={600}
      onClose={onClose}
      title={t('macros.runTitle', { name: macro.content.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one key for the whole dialog */}
      <div className={classes.run} onKeyDown={onKeyDown}>
        {preview && <MacroParts preview={preview} />}
        {preview?.problem && preview.problem.code !== 'facts_missing' && (
          <Notice tone="waiting" title={t(`problem.${preview.problem.code}.title`, preview.problem.params)}>
            {t(`problem.${preview.problem.code}.advice`, preview.problem.params)}
          </Notice>
        )}
        {preview?.body && <Words body={preview.body} internal={macro.content.words === 'note'} />}
        {asked.length > 0 && (
          <div className={classes.missing}>
            <p role="status">{t('macros.missing', { count: asked.length })}</p>
            {asked.map((placeholder, at) => (
              <TextInput
                key={placeholder}
                data-autofocus={at === 0 || undefined}
                size="xs"
                label={t(placeholderKey(placeholder))}
                value={fills[placeholder] ?? ''}
                maxLength={500}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  setFills((now) => ({ ...now, [placeholder]: value }))
                }}
              />
            ))}
          </div>
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button data-autofocus={asked.length === 0 || undefined} disabled={!ready} onClick={() => void carryOut()}>
            {t('macros.run')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** What is missing stands in its braces, marked. */
export function Words({ body, internal }: { body: string; internal: boolean }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard
    <section className={classes.text} data-internal={internal || undefined} tabIndex={0} aria-label={t('macros.text')}>
      {parseTemplate(body).map((part) =>
        part.kind === 'text' ? part.text : <mark key={part.from}>{part.source}</mark>,
      )}
    </section>
  )
}
