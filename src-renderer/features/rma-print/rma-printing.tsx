import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { Language } from '#shared/domain/case.ts'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { createFormat } from '../../components/format.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { savePdf } from '../../rpc/pdf.ts'
import { useSession } from '../../rpc/reads.ts'
import { PaperSheet } from './paper-sheet.tsx'
import { type PaperKind, paperFileName, type RmaPaper, rmaPaper } from './rma-paper.ts'

/** `file`: to a PDF that the agent names; else through the system's dialog. */
type Shown = { paper: RmaPaper; language: Language; t: TFunction; file: boolean }

/** Puts an RMA on paper: the slip in the customer's language, what stays in the workshop in the agent's. */
export function RmaPrinting({ rmaId }: { rmaId: string | null }) {
  const { t, i18n } = useTranslation()
  const { client } = useDesk()
  const host = useSession().data?.host
  const [shown, setShown] = useState<Shown | null>(null)
  const end = useCallback(() => setShown(null), [])

  async function show(kind: PaperKind, file: boolean) {
    if (rmaId === null) return
    try {
      const [detail, { portalUrl }, { code128Symbol, qrSymbol }] = await Promise.all([
        client.rmas.get({ rmaId }),
        client.settings.get(),
        import('./symbols.ts'),
      ])
      const language = kind === 'slip' ? (detail.contact?.language ?? 'sl') : (i18n.language as Language)
      const words = i18n.getFixedT(language)
      const format = createFormat(language, words('time.now'))
      const address = addressOf(portalUrl, detail)
      const symbols = { code128: code128Symbol, qr: qrSymbol }
      const paper = rmaPaper({ detail, kind, address, symbols, now: Date.now(), t: words, format })
      setShown({ paper, language, t: words, file })
    } catch (error) {
      const { title, advice } = errorWords(error, t)
      notifications.show({ title, message: advice, color: 'red', autoClose: 8_000 })
    }
  }

  const take = useCallback(async () => {
    if (shown === null) return
    const { paper, file } = shown
    if (!file || host !== 'electron') {
      if (file) notifications.show({ message: t('rmaPrint.pdfInBrowser'), autoClose: 8_000 })
      window.print()
      return
    }
    const outcome = await savePdf(window, paperFileName(paper, shown.t))
    if (outcome === 'saved') notifications.show({ message: t('rmaPrint.saved'), autoClose: 2_500 })
    if (outcome === 'failed') {
      const title = t('rmaPrint.failed')
      notifications.show({ title, message: t('rmaPrint.failedAdvice'), color: 'red', autoClose: 8_000 })
    }
    end()
  }, [shown, host, t, end])
  const onReady = useCallback(() => void take(), [take])

  const known = rmaId !== null
  useCommand('rma.printSlip', () => void show('slip', false), known)
  useCommand('rma.printWorkshop', () => void show('workshop', false), known)
  useCommand('rma.printLabels', () => void show('labels', false), known)
  useCommand('rma.pdfSlip', () => void show('slip', true), known)
  useCommand('rma.pdfWorkshop', () => void show('workshop', true), known)
  useCommand('rma.pdfLabels', () => void show('labels', true), known)

  if (shown === null) return null
  const { paper, language, t: words } = shown
  return <PaperSheet paper={paper} language={language} t={words} onReady={onReady} onPrinted={end} />
}

/** Where the customer follows it: the case's page of the portal that this desk works with. */
function addressOf(portalUrl: string, { case: { id } }: RmaDetail): string {
  if (portalUrl === '') return ''
  return `${portalUrl.replace(/\/+$/, '')}${CUSTOMER_PAGES.cases}/${encodeURIComponent(id)}`
}
