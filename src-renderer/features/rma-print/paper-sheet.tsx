import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import type { Language } from '#shared/domain/case.ts'
import { Barcode } from './barcode.tsx'
import type { PaperLine, RmaPaper } from './rma-paper.ts'
import './rma-print.css'

type Props = { paper: RmaPaper; language: Language; t: TFunction; onReady: () => void; onPrinted: () => void }

/** An RMA on paper: not on the screen, and alone on the page while the system prints. */
export function PaperSheet({ paper, language, t, onReady, onPrinted }: Props) {
  useEffect(() => {
    window.addEventListener('afterprint', onPrinted)
    onReady()
    return () => window.removeEventListener('afterprint', onPrinted)
  }, [onReady, onPrinted])

  return createPortal(
    <div data-rma-print={paper.kind} lang={language}>
      {paper.kind === 'labels' ? (
        paper.lines.map((line) => <Label key={line.id} paper={paper} line={line} t={t} />)
      ) : (
        <Slip paper={paper} t={t} />
      )}
    </div>,
    window.document.body,
  )
}

type Parts = { paper: RmaPaper; t: TFunction }

function Slip({ paper: it, t }: Parts) {
  return (
    <>
      <header className="paper-head">
        <div>
          <h1>{t(`rmaPrint.title.${it.kind}`)}</h1>
          <p className="paper-number">{it.number || t('rma.noNumber')}</p>
          <Barcode symbol={it.barcode} kind="code128" label={t('rmaPrint.barcodeOf', { text: it.number })} />
        </div>
        <figure>
          <Barcode symbol={it.qr} kind="qr" label={t('rmaPrint.qrOf', { address: it.address })} />
          <figcaption>{t('rmaPrint.scanToFollow')}</figcaption>
        </figure>
      </header>
      {it.kind === 'workshop' && <p className="paper-warning">{t('rmaPrint.internal')}</p>}
      <Fields fields={it.fields} />
      {it.lines.map((line, at) => (
        <section key={line.id}>
          <div className="paper-device">
            <h2>
              {at + 1}. {line.model || t('rmaPrint.device')}
            </h2>
            <div className="paper-serial">
              <Barcode
                symbol={line.barcode}
                kind="code128"
                label={t('rmaPrint.barcodeOf', { text: line.serialNumber })}
              />
              <p>{line.serialNumber}</p>
            </div>
          </div>
          <Fields fields={line.fields} />
          {it.kind === 'workshop' && <p className="paper-space">{t('rmaPrint.remarks')}</p>}
        </section>
      ))}
      {it.kind === 'slip' && (
        <div className="paper-signatures">
          <p>{t('rmaPrint.handedOver')}</p>
          <p>{t('rmaPrint.takenOver')}</p>
        </div>
      )}
      <footer>
        {it.kind === 'slip' && <p>{it.address}</p>}
        <p>{t('document.printed', { date: it.printed })}</p>
      </footer>
    </>
  )
}

function Label({ paper: it, line, t }: Parts & { line: PaperLine }) {
  return (
    <article>
      <div className="paper-label-main">
        <p className="paper-number">{it.number || t('rma.noNumber')}</p>
        <Barcode symbol={it.barcode} kind="code128" label={t('rmaPrint.barcodeOf', { text: it.number })} />
        <p className="paper-company">{it.company}</p>
        <p className="paper-model">{line.model}</p>
        <Barcode symbol={line.barcode} kind="code128" label={t('rmaPrint.barcodeOf', { text: line.serialNumber })} />
        <p className="paper-serial-number">{line.serialNumber}</p>
      </div>
      <Barcode symbol={it.qr} kind="qr" label={t('rmaPrint.qrOf', { address: it.address })} />
    </article>
  )
}

function Fields({ fields }: { fields: RmaPaper['fields'] }) {
  return (
    <dl>
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
