import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_REPLY, type Reply } from './approvals.ts'
import classes from './registrations.module.css'
import type { Decision } from './use-approvals.ts'

/** Words for the applicant: why the request is rejected, or what is to be known first. They wait while others are shown. */
export function ReplyForm({ reply, decision }: { reply: Reply; decision: Decision }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const asking = reply.kind === 'ask'
  const { length } = reply.text.trim()
  useEffect(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  async function send() {
    if (!(await decision.sendReply())) field.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
    else if (event.key === 'Escape') decision.cancel()
    else return
    event.preventDefault()
  }

  return (
    <div className={classes.reply}>
      <Textarea
        ref={field}
        label={t(asking ? 'registrations.question' : 'registrations.reason')}
        description={t(asking ? 'registrations.questionHint' : 'registrations.reasonHint')}
        required
        error={
          length > MAX_REPLY
            ? t('edit.tooLong', { length, max: MAX_REPLY })
            : reply.attempted && length === 0
              ? t(asking ? 'registrations.questionMissing' : 'registrations.reasonMissing')
              : undefined
        }
        spellCheck
        readOnly={decision.busy}
        classNames={{ input: classes.reasonField }}
        value={reply.text}
        onChange={(event) => decision.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button
          size="sm"
          variant="default"
          rightSection={<kbd aria-hidden>Esc</kbd>}
          disabled={decision.busy}
          onClick={decision.cancel}
        >
          {t('app.cancel')}
        </Button>
        <Button
          size="sm"
          disabled={decision.busy}
          rightSection={
            <span className={classes.onPrimary} aria-hidden>
              <kbd>Ctrl ↵</kbd>
            </span>
          }
          onClick={() => void send()}
        >
          {t(asking ? 'registrations.askSend' : 'registrations.rejectSend')}
        </Button>
      </div>
    </div>
  )
}
