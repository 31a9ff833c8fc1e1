import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Notice } from './notice.tsx'

/** In the place of a form whose begun words cannot be read yet: typing into an empty one would take their place. */
export function UnreadDialog({ title, onClose }: { title: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened size={460} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Notice tone="danger" live="alert" title={t('app.unread')} />
    </Modal>
  )
}
