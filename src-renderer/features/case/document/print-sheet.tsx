import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { CaseDocument, DocumentNote } from './case-document.ts'
import './print.css'

type Props = { document: CaseDocument; onPrinted: () => void }

/** The case on paper: not on the screen, and alone on the page while the system prints. */
export function PrintSheet({ document: it, onPrinted }: Props) {
  const { t } = useTranslation()
  useEffect(() => {
    window.addEventListener('afterprint', onPrinted)
    window.print()
    return () => window.removeEventListener('afterprint', onPrinted)
  }, [onPrinted])

  return createPortal(
    <div data-print-sheet>
      <p className="sheet-number">{it.number}</p>
      <h1>{it.title}</h1>
      {it.internal && <p className="sheet-warning">{t('document.withInternal')}</p>}
      <dl>
        {it.fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('thread.description')}</h2>
      <p className="sheet-words">{it.description || t('thread.noDescription')}</p>
      <Files names={it.files} />
      <h2>{t('thread.label')}</h2>
      {it.notes.length === 0 && <p>{t('document.noMessages')}</p>}
      {it.notes.map((note) => (
        <Note key={note.id} note={note} />
      ))}
      <p className="sheet-foot">{t('document.printed', { date: it.printed })}</p>
    </div>,
    window.document.body,
  )
}

function Note({ note }: { note: DocumentNote }) {
  const { t } = useTranslation()
  return (
    <section data-internal={note.internal || undefined}>
      {note.internal && <p className="sheet-mark">{t('document.internalNote')}</p>}
      <h3>
        {note.author} <span>{note.unsent ? `${note.at} · ${note.unsent}` : note.at}</span>
      </h3>
      {note.body && <p className="sheet-words">{note.body}</p>}
      <Files names={note.files} />
    </section>
  )
}

function Files({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  return names.length === 0 ? null : <p className="sheet-files">{t('document.files', { names: names.join(', ') })}</p>
}
