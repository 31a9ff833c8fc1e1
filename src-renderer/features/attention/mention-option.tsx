import { useTranslation } from 'react-i18next'
import { Avatar } from '../../components/avatar.tsx'
import classes from './attention.module.css'

export function MentionOption({ name, isMe }: { name: string; isMe: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={classes.option}>
      <Avatar name={name} size={20} />
      {name}
      {isMe && <span className={classes.when}>({t('mentions.you')})</span>}
    </span>
  )
}
