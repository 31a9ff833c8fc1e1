import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import type { BatchKind } from './batch-dialog.tsx'

export type BatchResult = { state: 'running' } | { state: 'done' } | { state: 'failed'; words: string }
export type BatchPhase = 'asking' | 'running' | 'over'

/** Does the same with one request after the other, and tells of each what came of it. */
export function useBatch(kind: BatchKind) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const [phase, setPhase] = useState<BatchPhase>('asking')
  const [results, setResults] = useState<Record<string, BatchResult>>({})
  const tell = (id: string, result: BatchResult) => setResults((before) => ({ ...before, [id]: result }))

  return {
    phase,
    results,
    async run(
      registrations: readonly RegistrationView[],
      { role, reason }: { role: CustomerRole | undefined; reason: string },
    ) {
      if (phase !== 'asking') return
      setPhase('running')
      for (const { id: registrationId, matches } of registrations) {
        tell(registrationId, { state: 'running' })
        try {
          await client.registrations.decide(
            kind === 'approve'
              ? { registrationId, decision: 'approved', reason: null, accountId: matches[0]?.id ?? null, role }
              : { registrationId, decision: 'rejected', reason },
          )
          tell(registrationId, { state: 'done' })
        } catch (error) {
          tell(registrationId, { state: 'failed', words: errorWords(error, t).title })
        }
      }
      setPhase('over')
    },
  }
}
