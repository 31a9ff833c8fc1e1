import { IconUser, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TemplateView } from '#shared/rpc/models.ts'
import classes from './insertion.module.css'

/** One template in a list: its shortcut, its name, whose it is, and where it speaks one language only. */
export function TemplateLine({ template: { content } }: { template: TemplateView }) {
  const { t } = useTranslation()
  const Icon = content.shared ? IconUsers : IconUser
  const only = content.bodyEn.trim() === '' ? 'sl' : content.bodySl.trim() === '' ? 'en' : null
  return (
    <span className={classes.line}>
      <Icon size={14} stroke={1.8} aria-hidden />
      <span className={classes.name}>{content.name}</span>
      {only && <span className={classes.dim}>{t(`templates.only.${only}`)}</span>}
      <span className="visually-hidden">{t(content.shared ? 'templates.shared' : 'templates.own')}</span>
      {content.shortcut && <kbd className={classes.shortcut}>;{content.shortcut}</kbd>}
    </span>
  )
}
