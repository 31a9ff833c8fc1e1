import { useTranslation } from 'react-i18next'
import type { DeviceImportReport, DeviceRowError } from '#shared/portal-api/device-import.ts'
import { Notice } from '../../components/notice.tsx'
import page from '../../components/page.module.css'
import { useFormat } from '../../components/use-format.tsx'
import classes from './device-import.module.css'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What the portal found in a file: counts, errors by row with what to do, and the first changes. */
export function Report({ report, fileName }: { report: DeviceImportReport; fileName: string }) {
  const { t } = useTranslation()
  const { file, rows, added, changed, unchanged, errorCount, errors, ignoredHeaders, changes, imported } = report
  if (file) {
    return (
      <Notice tone="danger" live="alert" title={t('deviceImport.fileTitle')}>
        {t(`deviceImport.file.${file.code}`, { value: file.value })}
      </Notice>
    )
  }
  const counts = { rows, added, changed, unchanged, errorCount }
  return (
    <>
      {imported && (
        <Notice tone="active" live="status" title={t('deviceImport.done')}>
          {t('deviceImport.doneText', { added, changed, unchanged })}
        </Notice>
      )}
      {!imported && errorCount === 0 && added + changed === 0 && (
        <Notice tone="active" live="status" title={t('deviceImport.nothing')} />
      )}
      <section className={page.card} aria-label={t('deviceImport.previewTitle', { name: fileName })}>
        <h2 className={page.heading}>{t('deviceImport.previewTitle', { name: fileName })}</h2>
        <dl className={classes.counts}>
          {(Object.keys(counts) as (keyof typeof counts)[]).map((name) => (
            <div key={name} data-tone={name === 'errorCount' && errorCount > 0 ? 'danger' : undefined}>
              <dt>{t(`deviceImport.${name}`)}</dt>
              <dd>{counts[name]}</dd>
            </div>
          ))}
        </dl>
        {ignoredHeaders.length > 0 && (
          <p className={page.dim}>{t('deviceImport.ignored', { headers: ignoredHeaders.join(', ') })}</p>
        )}
        {errorCount > 0 && <Errors errors={errors} count={errorCount} />}
        {errorCount === 0 && changes.length > 0 && <Changes changes={changes} />}
      </section>
    </>
  )
}

function Errors({ errors, count }: { errors: readonly DeviceRowError[]; count: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = (text: string | null) => (text !== null && DAY.test(text) ? format.day(text) : (text ?? ''))
  return (
    <>
      <Notice tone="danger" live="alert" title={t('deviceImport.errorsAdvice')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reached by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('deviceImport.errors')}>
        <table className={classes.table}>
          <caption className="visually-hidden">{t('deviceImport.errors')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('deviceImport.row')}</th>
              <th scope="col">{t('deviceImport.column')}</th>
              <th scope="col">{t('deviceImport.what')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ row, column, code, value, other }) => (
              <tr key={`${row} ${column} ${code}`}>
                <td>{row}</td>
                <td>{t(`deviceImport.columns.${column}`)}</td>
                <td>{t(`deviceImport.error.${code}`, { value: shown(value), other: shown(other) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {count > errors.length && <p className={page.dim}>{t('deviceImport.moreErrors', { count: errors.length })}</p>}
    </>
  )
}

function Changes({ changes }: { changes: DeviceImportReport['changes'] }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('deviceImport.changes')}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('deviceImport.changes')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('deviceImport.row')}</th>
            <th scope="col">{t('deviceImport.kind')}</th>
            <th scope="col">{t('deviceImport.columns.serialNumber')}</th>
            <th scope="col">{t('deviceImport.columns.model')}</th>
            <th scope="col">{t('deviceImport.columns.owner')}</th>
            <th scope="col">{t('deviceImport.changedColumns')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ row, kind, columns, serialNumber, model, ownerName }) => (
            <tr key={`${row} ${serialNumber}`}>
              <td>{row}</td>
              <td>{t(kind === 'added' ? 'deviceImport.kindAdded' : 'deviceImport.kindChanged')}</td>
              <td>{serialNumber}</td>
              <td>{model}</td>
              <td>{ownerName ?? t('devices.noOwner')}</td>
              <td>{columns.map((column) => t(`deviceImport.columns.${column}`)).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
