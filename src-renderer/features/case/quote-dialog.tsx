import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './composer.module.css'

type Props = { line: string; onBack: () => void; onSend: () => void }

/** Asks before the words of an internal note would reach the customer. */
export function QuoteDialog({ line, onBack, onSend }: Props) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={onBack} title={t('composer.quoteTitle')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <p>{t('composer.quoteText')}</p>
      <blockquote className={classes.quote}>{line}</blockquote>
      <div className={classes.dialogActions}>
        <Button data-autofocus onClick={onBack}>
          {t('composer.quoteBack')}
        </Button>
        <Button variant="default" onClick={onSend}>
          {t('composer.quoteSend')}
        </Button>
      </div>
    </Modal>
  )
}
