import { useCallback, useEffect, useState } from 'react'
import type { z } from 'zod'
import type { customerSession } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { usePortal } from '../../app/portal.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Loading } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { useDates } from '../../components/use-dates.ts'
import { forgetForms } from '../../forms/keeper.ts'
import { useProblemWords } from '../../forms/problem-words.ts'
import { useWords } from '../../i18n/use-words.ts'
import { deviceName } from './device-name.ts'
import classes from './profile.module.css'

type DeviceSession = z.infer<typeof customerSession>

const PATH = `${CUSTOMER_PATHS.me}/sessions`

export function SessionsCard() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const { dateTime } = useDates()
  const problemWords = useProblemWords()
  const [sessions, setSessions] = useState<DeviceSession[] | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState<string | null>(null)

  const load = useCallback(async () => {
    setSessions((await api.get<{ sessions: DeviceSession[] }>(PATH)).sessions)
  }, [api])
  const attempt = useCallback(async (name: string, work: () => Promise<void>) => {
    setProblem(null)
    setBusy(name)
    try {
      await work()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(null)
    }
  }, [])
  useEffect(() => void attempt('load', load), [attempt, load])

  const end = (id: string) =>
    attempt(id, async () => {
      await api.call('DELETE', `${PATH}/${encodeURIComponent(id)}`)
      await load()
    })
  const everywhere = () =>
    attempt('everywhere', async () => {
      await session.signOut(true)
      forgetForms(sessionStorage)
    })

  return (
    <Card title={t('access.profile.sessionsTitle')}>
      {problem ? (
        <Notice tone="danger" role="alert">
          <p>{problemWords(problem)}</p>
        </Notice>
      ) : null}
      {sessions === null && problem === null ? <Loading /> : null}
      <ul className={classes.rows}>
        {(sessions ?? []).map(({ id, device: userAgent, createdAt, current }) => {
          const device = deviceName(userAgent)
          return (
            <li key={id} className={classes.row}>
              <div>
                <strong>{device}</strong>
                {current ? ` (${t('access.profile.thisDevice')})` : null}
                <p className={classes.quiet}>{t('access.profile.since', { when: dateTime(createdAt) })}</p>
              </div>
              {current ? null : (
                <Button
                  look="plain"
                  busy={busy === id}
                  aria-label={t('access.profile.endSessionOf', { device })}
                  onClick={() => void end(id)}
                >
                  {t('access.profile.endSession')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <div>
        <Button look="plain" busy={busy === 'everywhere'} onClick={() => void everywhere()}>
          {t('access.profile.everywhere')}
        </Button>
        <p className={classes.quiet}>{t('access.profile.everywhereHint')}</p>
      </div>
    </Card>
  )
}
