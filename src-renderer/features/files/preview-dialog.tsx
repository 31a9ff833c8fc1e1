import { ActionIcon, Button, Loader, Modal, Progress } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttachmentView } from '#shared/rpc/models.ts'
import { Empty } from '../../components/empty.tsx'
import { Hint } from '../../components/hint.tsx'
import { useFormat } from '../../components/use-format.tsx'
import classes from './preview.module.css'
import { useFile, useObjectUrl, useSaveAttachment } from './use-attachment.ts'

const PdfView = lazy(() => import('./pdf-view.tsx').then((module) => ({ default: module.PdfView })))

/** Of the size that fits; 1 fits. */
const ZOOMS = [1, 1.25, 1.5, 2, 3, 4, 6, 8] as const

type Props = {
  files: readonly AttachmentView[]
  shown: AttachmentView
  onShow: (file: AttachmentView) => void
  onClose: () => void
}

/** Pictures and PDF documents, large; the files beside it by the arrow keys. */
export function PreviewDialog({ files, shown, onShow, onClose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [zoom, setZoom] = useState(0)
  const saving = useSaveAttachment(shown)
  const at = files.findIndex((file) => file.id === shown.id)

  function go(step: -1 | 1) {
    const next = files[at + step]
    if (!next) return
    setZoom(0)
    saving.clear()
    onShow(next)
  }
  const zoomBy = (step: number) => setZoom((before) => Math.max(0, Math.min(ZOOMS.length - 1, before + step)))

  const keys: Record<string, () => void> = {
    ArrowLeft: () => go(-1),
    ArrowRight: () => go(1),
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    '0': () => setZoom(0),
  }
  useKeysAnywhere(keys)

  const tool = (label: string, icon: ReactNode, onClick: () => void, disabled = false) => (
    <Hint label={label}>
      <ActionIcon size={32} aria-label={label} disabled={disabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Hint>
  )

  return (
    <Modal.Root opened lockScroll={false} onClose={onClose} size="calc(100vw - 48px)" yOffset={24} padding={0} centered>
      <Modal.Overlay />
      <Modal.Content aria-label={t('files.preview', { name: shown.fileName })}>
        <div className={classes.dialog}>
          <header className={classes.bar}>
            <h2 className={classes.title} title={shown.fileName}>
              {shown.fileName}
            </h2>
            <span className={classes.facts}>{format.bytes(shown.size)}</span>
            {files.length > 1 && (
              <>
                {tool(t('files.previous'), <IconChevronLeft size={18} aria-hidden />, () => go(-1), at <= 0)}
                <span className={classes.facts} aria-live="polite">
                  {t('files.position', { at: at + 1, count: files.length })}
                </span>
                {tool(t('files.next'), <IconChevronRight size={18} aria-hidden />, () => go(1), at >= files.length - 1)}
              </>
            )}
            {tool(t('files.zoomOut'), <IconZoomOut size={18} aria-hidden />, () => zoomBy(-1), zoom === 0)}
            <span className={classes.facts} aria-live="polite">
              {format.percent(ZOOMS[zoom] ?? 1)}
            </span>
            {tool(t('files.zoomIn'), <IconZoomIn size={18} aria-hidden />, () => zoomBy(1), zoom === ZOOMS.length - 1)}
            {tool(t('files.zoomFit'), <IconZoomReset size={18} aria-hidden />, () => setZoom(0), zoom === 0)}
            {tool(
              t('files.save', { name: shown.fileName }),
              <IconDownload size={18} aria-hidden />,
              () => void saving.save(),
              saving.busy,
            )}
            <Modal.CloseButton size={32} aria-label={t('app.close')} />
          </header>
          {saving.problem && (
            <p className={classes.problem} role="alert">
              <strong>{saving.problem.title}.</strong> {saving.problem.advice}
            </p>
          )}
          <Shown key={shown.id} attachment={shown} zoom={ZOOMS[zoom] ?? 1} />
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

/** Keys of the dialog, wherever in it the focus is. */
function useKeysAnywhere(keys: Record<string, () => void>): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function Shown({ attachment, zoom }: { attachment: AttachmentView; zoom: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { file, problem, retry } = useFile(attachment)
  const { size, sent, state, fileName } = attachment

  if (problem) {
    return (
      <div className={classes.stage}>
        <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={problem.title} advice={problem.advice}>
          <Button variant="default" onClick={retry}>
            {t('app.retry')}
          </Button>
        </Empty>
      </div>
    )
  }
  if (!file) {
    return (
      <div className={`${classes.stage} ${classes.waiting} late`} role="status">
        <Loader size="sm" aria-hidden />
        {t(state === 'fetching' ? 'files.state.fetching' : 'app.loading', {
          share: format.percent(size > 0 ? sent / size : 0),
        })}
        {state === 'fetching' && (
          <Progress.Root size={4} className={classes.progress}>
            <Progress.Section
              value={size > 0 ? (sent / size) * 100 : 0}
              aria-label={t('files.downloadOf', { name: fileName })}
            />
          </Progress.Root>
        )}
      </div>
    )
  }
  if (attachment.mediaType === 'application/pdf') {
    return (
      <Suspense>
        <PdfView file={file} zoom={zoom} />
      </Suspense>
    )
  }
  return <Picture file={file} attachment={attachment} zoom={zoom} />
}

function Picture({ file, attachment, zoom }: { file: File; attachment: AttachmentView; zoom: number }) {
  const { t } = useTranslation()
  const url = useObjectUrl(file, attachment.mediaType)
  const [broken, setBroken] = useState(false)
  if (broken) {
    return (
      <div className={classes.stage}>
        <Empty
          alert
          icon={<IconAlertTriangle size={24} stroke={1.6} />}
          title={t('files.brokenTitle')}
          advice={t('files.brokenAdvice')}
        />
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.stage} tabIndex={0} aria-label={attachment.fileName}>
      {url && (
        <div className={classes.fit} style={{ width: `${zoom * 100}%`, height: `${zoom * 100}%` }}>
          <img className={classes.picture} src={url} alt={attachment.fileName} onError={() => setBroken(true)} />
        </div>
      )}
    </section>
  )
}
