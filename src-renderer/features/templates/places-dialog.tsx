import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from '../case/composer.module.css'
import own from './insertion.module.css'
import type { OpenPlace } from './open-places.tsx'
import { placeholderKey } from './templates.ts'

type Props = { places: readonly OpenPlace[]; onBack: () => void; onSend: () => void }

/** Asks before words would leave in which something is still to fill in. */
export function PlacesDialog({ places, onBack, onSend }: Props) {
  const { t } = useTranslation()
  const each = [...new Map(places.map((place) => [place.placeholder, place])).values()]
  return (
    <Modal
      opened
      onClose={onBack}
      title={t('templates.placesTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <p>{t('templates.placesText')}</p>
      <ul className={own.asked}>
        {each.map(({ placeholder, source }) => (
          <li key={placeholder}>
            <strong>{source}</strong> · {t(placeholderKey(placeholder))}
          </li>
        ))}
      </ul>
      <div className={classes.dialogActions}>
        <Button data-autofocus onClick={onBack}>
          {t('templates.placesBack')}
        </Button>
        <Button variant="default" onClick={onSend}>
          {t('templates.placesSend')}
        </Button>
      </div>
    </Modal>
  )
}
