import { notifications } from '@mantine/notifications'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { caseHash, caseLink } from '#shared/domain/case-link.ts'
import type { ThreadPage } from '#shared/rpc/models.ts'
import { useCommand } from '../../../app/keys/use-keys.ts'
import { errorWords } from '../../../components/problem-words.ts'
import { useFormat } from '../../../components/use-format.tsx'
import type { DeskClient } from '../../../rpc/connection.ts'
import { useDesk } from '../../../rpc/desk.tsx'
import { useSession } from '../../../rpc/reads.ts'
import { useNavigation } from '../../../stores/use-navigation.ts'
import { joinThread } from '../thread-items.ts'
import { type CaseDocument, caseDocument, documentText } from './case-document.ts'
import { PrintSheet } from './print-sheet.tsx'

const PAGE = 200

/** Takes the marked case out of the program: on paper, as text, as a link. Internal notes only by commands of their own. */
export function CasePrinting() {
  const { t } = useTranslation()
  const { client } = useDesk()
  const host = useSession().data?.host
  const format = useFormat()
  const navigation = useNavigation()
  const [printed, setPrinted] = useState<CaseDocument | null>(null)
  const end = useCallback(() => setPrinted(null), [])
  const say = (message: string) => notifications.show({ message, withCloseButton: false, autoClose: 2_500 })

  async function read(internal: boolean): Promise<CaseDocument | null> {
    const caseId = navigation.settle()
    if (caseId === null) return null
    try {
      const [detail, pages] = await Promise.all([client.cases.get({ caseId }), wholeThread(client, caseId)])
      return caseDocument({ detail, items: joinThread(pages), internal, now: Date.now(), t, format })
    } catch (error) {
      const { title, advice } = errorWords(error, t)
      notifications.show({ title, message: advice, color: 'red', autoClose: 8_000 })
      return null
    }
  }

  async function copy(text: string, done: string) {
    try {
      await navigator.clipboard.writeText(text)
      say(done)
    } catch {
      say(t('document.copyFailed'))
    }
  }

  const print = async (internal: boolean) => setPrinted(await read(internal))

  async function copyText(internal: boolean) {
    const document = await read(internal)
    if (document) await copy(documentText(document, t), t('document.copied', { number: document.number }))
  }

  async function copyLink() {
    const caseId = navigation.settle()
    if (caseId === null) return
    const number = (await client.cases.get({ caseId }).catch(() => null))?.case.caseNumber
    if (!number) return say(t('document.noLink'))
    // A browser knows no desk's scheme; its own address opens the case there.
    const link = host === 'web' ? `${location.origin}/${caseHash(number)}` : caseLink(number)
    await copy(link, t('document.linkCopied', { number }))
  }

  useCommand('case.print', () => void print(false))
  useCommand('case.printInternal', () => void print(true))
  useCommand('case.copyText', () => void copyText(false))
  useCommand('case.copyTextInternal', () => void copyText(true))
  useCommand('case.copyLink', () => void copyLink())

  return printed && <PrintSheet document={printed} onPrinted={end} />
}

/** Newest page first, as `joinThread` takes them. */
async function wholeThread(client: DeskClient, caseId: string): Promise<ThreadPage[]> {
  const pages: ThreadPage[] = []
  let before: [number, string] | undefined
  do {
    const page = await client.cases.thread({ caseId, before, limit: PAGE })
    pages.push(page)
    before = page.older ?? undefined
  } while (before)
  return pages
}
