import { Button, Modal, NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconClock, IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail, HistoryEntry } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { csvText } from '../../components/csv.ts'
import { download } from '../../components/download.ts'
import { Notice } from '../../components/notice.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useHistory } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { diffWords, shortened } from '../conflict/word-diff.ts'
import classes from './history.module.css'
import {
  ALL_HISTORY,
  authorOf,
  fieldsOf,
  filtered,
  historyCsv,
  isText,
  peopleOf,
  subjectOf,
  valueWords,
} from './history.ts'

/** Who changed what of a case and when, newest first; from local data, so it is there without the portal too. */
export function HistoryDialog({ detail }: { detail: CaseDetail }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const number = caseName(detail.case.caseNumber, t)
  const { data: entries = [], error, isSuccess } = useHistory(detail.case.id)
  const [filter, setFilter] = useState(ALL_HISTORY)
  const shown = useMemo(() => filtered(entries, filter), [entries, filter])

  function save() {
    const content = new Blob([csvText(historyCsv(shown, t, format.exact))], { type: 'text/csv;charset=utf-8' })
    notifications.show({ message: t('export.done', { name: download(`${number}-${t('history.file')}.csv`, content) }) })
  }

  return (
    <Modal
      opened
      size={980}
      onClose={() => navigation.hide('history')}
      title={t('history.title', { number })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className={classes.bar}>
        <NativeSelect
          size="xs"
          aria-label={t('history.byField')}
          value={filter.field ?? ''}
          onChange={({ currentTarget: { value } }) =>
            setFilter((old) => ({ ...old, field: fieldsOf(entries).find((field) => field === value) ?? null }))
          }
          data={[
            { value: '', label: t('history.allFields') },
            ...fieldsOf(entries).map((field) => ({ value: field, label: t(`history.field.${field}`) })),
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={t('history.byPerson')}
          value={filter.person ?? ''}
          onChange={({ currentTarget: { value } }) => setFilter((old) => ({ ...old, person: value || null }))}
          data={[
            { value: '', label: t('history.everybody') },
            ...peopleOf(entries, t, i18n.language).map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
        <span className={classes.count} role="status">
          {t('history.count', { count: shown.length })}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={shown.length === 0}
          onClick={save}
        >
          CSV
        </Button>
      </div>
      {error && <Notice tone="danger" live="alert" {...errorWords(error, t)} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className={classes.scroll} tabIndex={0} data-autofocus aria-label={t('history.changes')}>
        {isSuccess && shown.length === 0 && (
          <p className={classes.none}>{t(entries.length === 0 ? 'history.none' : 'history.noneFiltered')}</p>
        )}
        {shown.length > 0 && (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('history.column.at')}</th>
                <th scope="col">{t('history.column.person')}</th>
                <th scope="col">{t('history.column.what')}</th>
                <th scope="col">{t('history.column.change')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => (
                <HistoryRow key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Modal>
  )
}

function HistoryRow({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { at, authoredAt } = entry
  return (
    <tr data-pending={entry.pending || undefined}>
      <td className={classes.when}>
        {at === null ? (
          <span className={classes.pending}>
            <IconClock size={13} aria-hidden /> {t('history.pending')}
          </span>
        ) : (
          <time dateTime={new Date(at).toISOString()}>{format.exact(at)}</time>
        )}
        {authoredAt !== null && (
          <span className={classes.authored}>{t('history.authored', { at: format.exact(authoredAt) })}</span>
        )}
      </td>
      <td>{authorOf(entry, t)}</td>
      <td>{subjectOf(entry, t)}</td>
      <td className={classes.change}>{isText(entry) ? <Words entry={entry} /> : <Values entry={entry} />}</td>
    </tr>
  )
}

function Values({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation()
  const from = valueWords(entry, entry.from, t)
  const to = valueWords(entry, entry.to, t)
  return (
    <>
      <span className={classes.old}>{from ?? t('history.nothing')}</span>
      <span aria-hidden> → </span>
      <span className="visually-hidden">{t('history.becomes')}</span>
      <strong>{to ?? t('history.nothing')}</strong>
    </>
  )
}

/** What was taken out struck through, what came in underlined. */
function Words({ entry: { from, to } }: { entry: HistoryEntry }) {
  const parts = useMemo(() => shortened(diffWords(from ?? '', to ?? '')), [from, to])
  let at = 0
  return parts.map((part) => {
    const key = `${part.kind}-${at}`
    at += part.text.length
    if (part.kind === 'same') return <span key={key}>{part.text}</span>
    return part.kind === 'added' ? <ins key={key}>{part.text}</ins> : <del key={key}>{part.text}</del>
  })
}
