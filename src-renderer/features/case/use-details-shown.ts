import { useSettings } from '../../rpc/reads.ts'
import { useSetSettings } from '../../rpc/use-set-settings.ts'

/** On a low window the conversation needs the room more than the fields do. */
const ROOMY_HEIGHT = 900

/** Whether the fields of a case are unfolded; remembered with the layout. */
export function useDetailsShown(): [boolean, (shown: boolean) => void] {
  const { data: settings } = useSettings()
  const setSettings = useSetSettings()
  const stored = settings?.layout.details
  const shown = stored === undefined ? window.innerHeight >= ROOMY_HEIGHT : stored === 1
  return [shown, (next) => void setSettings({ layout: { ...settings?.layout, details: next ? 1 : 0 } })]
}
