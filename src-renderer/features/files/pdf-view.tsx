import { IconAlertTriangle } from '@tabler/icons-react'
// The build for browsers that are some years old: what is newest in the other one stops it where it is missing.
import { getDocument, type PDFDocumentProxy, type PDFPageProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import Worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/empty.tsx'
import classes from './preview.module.css'

/** Pages are drawn sharp, but no canvas grows beyond this side, whatever the zoom. */
const MAX_SIDE = 4_096
const GAP = 24

/** A document as pictures of its pages, drawn here: nothing in it runs, and no plug-in is needed. */
export function PdfView({ file, zoom }: { file: File; zoom: number }) {
  const { t } = useTranslation()
  const box = useRef<HTMLElement>(null)
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null)
  const [broken, setBroken] = useState(false)
  const [width, setWidth] = useState(0)

  useEffect(() => {
    let live = true
    const port = new Worker()
    const worker = PDFWorker.create({ port })
    void file.arrayBuffer().then((bytes) => {
      if (!live) return
      getDocument({
        data: new Uint8Array(bytes),
        worker,
        useWasm: false,
        enableXfa: false,
      }).promise.then(
        (opened) => live && setDocument(opened),
        () => live && setBroken(true),
      )
    })
    return () => {
      live = false
      setDocument(null)
      worker.destroy()
      port.terminate()
    }
  }, [file])

  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth - GAP * 2))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return (
    <section
      className={classes.stage}
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('files.pages')}
      aria-busy={!document && !broken}
    >
      {broken && (
        <Empty
          alert
          icon={<IconAlertTriangle size={24} stroke={1.6} />}
          title={t('files.brokenTitle')}
          advice={t('files.brokenAdvice')}
        />
      )}
      {document && width > 0 && (
        <ol className={classes.pages}>
          {numbersTo(document.numPages).map((number) => (
            <Page key={number} document={document} number={number} width={Math.min(width, 1_000) * zoom} />
          ))}
        </ol>
      )}
    </section>
  )
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

type PageProps = { document: PDFDocumentProxy; number: number; width: number }

/** Drawn when it comes near the window, and again when the zoom changes. */
function Page({ document, number, width }: PageProps) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const item = useRef<HTMLLIElement>(null)
  const [near, setNear] = useState(number === 1)
  const [page, setPage] = useState<PDFPageProxy | null>(null)
  const [text, setText] = useState('')

  useEffect(() => {
    const element = item.current
    if (!element || near) return
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setNear(true),
      { rootMargin: '100%' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [near])

  useEffect(() => {
    if (!near) return
    let live = true
    document.getPage(number).then(
      async (opened) => {
        if (!live) return
        setPage(opened)
        const content = await opened.getTextContent()
        if (live) setText(content.items.map((part) => ('str' in part ? part.str : '')).join(' '))
      },
      // A page that cannot be read stays white; the others are shown.
      () => {},
    )
    return () => {
      live = false
    }
  }, [document, number, near])

  useEffect(() => {
    const target = canvas.current
    if (!page || !target) return
    const plain = page.getViewport({ scale: 1 })
    const wanted = (width / plain.width) * devicePixelRatio
    const scale = Math.min(wanted, MAX_SIDE / plain.width, MAX_SIDE / plain.height)
    const viewport = page.getViewport({ scale })
    target.width = Math.floor(viewport.width)
    target.height = Math.floor(viewport.height)
    target.style.aspectRatio = `${plain.width} / ${plain.height}`
    const task = page.render({ canvas: target, viewport })
    task.promise.catch(() => {}) // cancelled by the next zoom
    return () => task.cancel()
  }, [page, width])

  return (
    <li className={classes.page} ref={item} style={{ width }}>
      <canvas ref={canvas} className={classes.canvas} aria-hidden />
      <p className="visually-hidden">
        {t('files.page', { at: number, count: document.numPages })}: {text}
      </p>
    </li>
  )
}
