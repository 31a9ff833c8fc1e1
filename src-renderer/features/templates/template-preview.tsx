import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { renderTemplate, type TemplateLanguage } from '#shared/domain/template.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { RenderedText } from './rendered-text.tsx'
import classes from './templates.module.css'
import { placeholderKey } from './templates.ts'

const CASES_OFFERED = 20
const WITHOUT = 'none'

/** How a text reads with the facts of a real case: the one that is open, else the newest, or one that is chosen. */
export function TemplatePreview({ body, language }: { body: string; language: TemplateLanguage }) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { selection } = useScreen()
  const openId = useStore(selection, (state) => state.openId)
  const [chosen, setChosen] = useState<string | null>(openId)
  const { data: page } = useQuery(
    queries.queues.page.queryOptions({
      input: { queue: 'open', sort: 'modified', direction: 'desc', anchor: { at: 'start' }, limit: CASES_OFFERED },
      staleTime: 60_000,
    }),
  )
  const { data: open } = useQuery(
    queries.cases.get.queryOptions({ input: { caseId: openId ?? '' }, enabled: openId !== null, retry: false }),
  )
  const cases = new Map((page?.rows ?? []).map(({ id, caseNumber, title }) => [id, `${caseNumber} ${title}`]))
  if (open) cases.set(open.case.id, `${open.case.caseNumber} ${open.case.title}`)
  const wanted = chosen ?? [...cases.keys()][0] ?? WITHOUT
  const caseId = wanted !== WITHOUT && cases.has(wanted) ? wanted : null
  const { data: values } = useQuery(
    queries.templates.values.queryOptions({
      input: { caseId, language },
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  )
  const missing = values ? renderTemplate(body, values).missing : []

  return (
    <div className={classes.preview}>
      <Select
        size="xs"
        label={t('templates.previewCase')}
        allowDeselect={false}
        searchable
        value={caseId ?? WITHOUT}
        data={[
          ...[...cases].map(([value, label]) => ({ value, label: label.trim() })),
          { value: WITHOUT, label: t('templates.previewNone') },
        ]}
        onChange={setChosen}
      />
      {body.trim() === '' ? (
        <p className={classes.dim}>{t('templates.previewEmpty')}</p>
      ) : (
        values && <RenderedText className={classes.rendered} body={body} values={values} />
      )}
      {missing.length > 0 && (
        <p className={classes.missing}>
          {t('templates.missing', {
            count: missing.length,
            names: missing.map((one) => t(placeholderKey(one))).join(', '),
          })}
        </p>
      )}
    </div>
  )
}
