import { useTranslation } from 'react-i18next'
import { WordsForm } from '../../components/words-form.tsx'
import { MAX_REPLY, type Reply, type ReplyKind } from './approvals.ts'
import type { Decision } from './use-approvals.ts'

/** Words for the applicant: why the request is rejected, or what is to be known first. They wait while others are shown. */
export function ReplyForm({ kind, reply, decision }: { kind: ReplyKind; reply: Reply; decision: Decision }) {
  const { t } = useTranslation()
  const asking = kind === 'ask'
  return (
    <WordsForm
      label={t(asking ? 'registrations.question' : 'registrations.reason')}
      description={t(asking ? 'registrations.questionHint' : 'registrations.reasonHint')}
      missing={t(asking ? 'registrations.questionMissing' : 'registrations.reasonMissing')}
      send={t(asking ? 'registrations.askSend' : 'registrations.rejectSend')}
      text={reply.texts[kind] ?? ''}
      attempted={reply.attempted}
      max={MAX_REPLY}
      busy={decision.busy}
      onWrite={decision.write}
      onClose={decision.close}
      onSend={decision.sendReply}
    />
  )
}
