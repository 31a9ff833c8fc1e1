import { useTranslation } from 'react-i18next'
import icon from '../../app/icon.svg'
import classes from './full-page.module.css'

export function Brand() {
  const { t } = useTranslation()
  return (
    <div className={classes.brand}>
      <img src={icon} alt="" width={40} height={40} />
      {t('app.name')}
    </div>
  )
}
