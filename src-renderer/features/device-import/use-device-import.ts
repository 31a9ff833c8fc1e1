import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceImportReport } from '#shared/portal-api/device-import.ts'
import { failureWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { toFailure } from '../../rpc/problem.ts'

type State = {
  file: File | null
  report: DeviceImportReport | null
  busy: 'checking' | 'importing' | null
  problem: Words | null
}

/** The file stays in the window between preview and import; what went wrong can be tried again. */
export function useDeviceImport() {
  const { t } = useTranslation()
  const { client } = useDesk()
  const [state, setState] = useState<State>({ file: null, report: null, busy: null, problem: null })

  async function run(file: File, preview: boolean) {
    const busy = preview ? 'checking' : 'importing'
    setState((before) => ({ ...before, file, busy, problem: null, report: preview ? null : before.report }))
    try {
      const report = await client.devices.import({ file, preview })
      setState({ file, report, busy: null, problem: null })
    } catch (error) {
      const problem = failureWords(toFailure(error), t)
      setState((before) => ({ ...before, busy: null, problem }))
    }
  }
  return {
    state,
    choose: (file: File) => run(file, true),
    confirm: async () => {
      if (state.file && state.busy === null) await run(state.file, false)
    },
  }
}
