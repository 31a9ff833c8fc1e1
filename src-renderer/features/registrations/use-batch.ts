import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { oneByOne } from './approvals.ts'
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
    /** True when all of them are decided: then the words for them have served. */
    async run(
      registrations: readonly RegistrationView[],
      { role, reason }: { role: CustomerRole | undefined; reason: string },
    ): Promise<boolean> {
      if (phase !== 'asking') return false
      setPhase('running')
      const all = await oneByOne(registrations, {
        decide: ({ id: registrationId, matches }) =>
          client.registrations.decide(
            kind === 'approve'
              ? { registrationId, decision: 'approved', reason: null, accountId: matches[0]?.id ?? null, role }
              : { registrationId, decision: 'rejected', reason },
          ),
        onBegun: ({ id }) => tell(id, { state: 'running' }),
        onDone: ({ id }) => tell(id, { state: 'done' }),
        onFailed: ({ id }, error) => tell(id, { state: 'failed', words: errorWords(error, t).title }),
      })
      setPhase('over')
      return all
    },
  }
}
