import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DeviceImportReport } from '#shared/portal-api/device-import.ts'
import { failureWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { type Failure, toFailure } from '../../rpc/problem.ts'
import { useScreen } from '../../stores/screen.ts'

export type DeviceImportState = {
  file: File | null
  report: DeviceImportReport | null
  busy: 'checking' | 'importing' | null
  failure: Failure | null
}

export const NO_DEVICE_IMPORT: DeviceImportState = { file: null, report: null, busy: null, failure: null }

/** The file stays in the window between preview and import; who looks at another page meanwhile still learns how it ended. */
export function useDeviceImport() {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { deviceImport } = useScreen()
  const { file, report, busy, failure } = useStore(deviceImport)

  async function run(chosen: File, preview: boolean) {
    if (deviceImport.getState().busy !== null) return
    const shown = preview ? null : deviceImport.getState().report
    deviceImport.setState({ file: chosen, busy: preview ? 'checking' : 'importing', failure: null, report: shown })
    try {
      const next = await client.devices.import({ file: chosen, preview })
      deviceImport.setState({ report: next, busy: null })
    } catch (error) {
      deviceImport.setState({ busy: null, failure: toFailure(error) })
    }
  }
  return {
    state: { file, report, busy, problem: failure && failureWords(failure, t) },
    choose: (chosen: File) => run(chosen, true),
    confirm: () => (file ? run(file, false) : Promise.resolve()),
  }
}
