import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Notice } from '../../components/notice.tsx'
import { useScreen } from '../../stores/screen.ts'
import { begunKinds } from './approvals.ts'
import classes from './registrations.module.css'

/** Words that were begun for somebody about whom another agent decided first: they did not go out, and are not lost. */
export function UnsentWords({ registrationId }: { registrationId: string }) {
  const { t } = useTranslation()
  const { approvals } = useScreen()
  const reply = useStore(approvals, ({ replies }) => replies[registrationId])
  const begun = reply ? begunKinds(reply) : []
  if (begun.length === 0) return null

  const clear = () => approvals.setState(({ replies }) => ({ replies: { ...replies, [registrationId]: undefined } }))

  return (
    <Notice
      tone="waiting"
      title={t('registrations.unsent')}
      actions={
        <Button variant="default" size="compact-sm" onClick={clear}>
          {t('app.clearWords')}
        </Button>
      }
    >
      {begun.map((kind) => (
        <blockquote key={kind} className={classes.reason}>
          {reply?.texts[kind]}
        </blockquote>
      ))}
    </Notice>
  )
}
