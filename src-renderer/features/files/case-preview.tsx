import { useMemo } from 'react'
import { useStore } from 'zustand'
import { isPreviewable } from '#shared/domain/attachment-types.ts'
import { useCase, useThread } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { joinThread } from '../case/thread-items.ts'
import { PreviewDialog } from './preview-dialog.tsx'

/** The preview over the open case: one of its files with the others beside it, or one of a draft by itself. */
export function CasePreview({ caseId }: { caseId: string }) {
  const { preview } = useScreen()
  const shown = useStore(preview, (state) => state.shown)
  const { data } = useThread(caseId)
  const ofCase = useCase(caseId).data?.attachments
  const inThread = useMemo(
    () =>
      [
        ...(ofCase ?? []),
        ...(data ? joinThread(data.pages) : []).flatMap((item) => (item.type === 'note' ? item.attachments : [])),
      ].filter(({ mediaType }) => isPreviewable(mediaType)),
    [data, ofCase],
  )
  if (!shown) return null
  // As the desk tells it now: how far its bytes have come changes while it is shown.
  const live = inThread.find(({ id }) => id === shown.id)
  return (
    <PreviewDialog
      files={live ? inThread : [shown]}
      shown={live ?? shown}
      onShow={(file) => preview.setState({ shown: file })}
      onClose={() => preview.setState({ shown: null })}
    />
  )
}
