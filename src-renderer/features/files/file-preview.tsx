import { useStore } from 'zustand'
import { useScreen } from '../../stores/screen.ts'
import { PreviewDialog } from './preview-dialog.tsx'

/** The preview of one file by itself, on pages that have no conversation around it. */
export function FilePreview() {
  const { preview } = useScreen()
  const shown = useStore(preview, (state) => state.shown)
  if (!shown) return null
  const show = (file: typeof shown | null) => preview.setState({ shown: file })
  return <PreviewDialog files={[shown]} shown={shown} onShow={show} onClose={() => show(null)} />
}
