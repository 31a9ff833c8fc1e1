import type { Outbox } from '#main/store/open.ts'
import { getSetting, putSetting } from '#main/store/outbox/settings.ts'
import { DEFAULT_NOTICES } from '#shared/domain/notice.ts'
import { USUAL_ZOOM } from '#shared/domain/zoom.ts'
import { DEFAULT_RISK_HOURS, type Settings, settings as settingsSchema } from '#shared/rpc/models.ts'

const NAME = 'settings'
const WORK_OFFLINE = 'work-offline'

export const DEFAULT_SETTINGS: Settings = {
  language: 'sl',
  theme: 'system',
  portalUrl: '',
  shortcuts: true,
  keys: {},
  undoSendSeconds: 10,
  attachmentCacheMb: 500,
  layout: {},
  zoom: USUAL_ZOOM,
  riskHours: DEFAULT_RISK_HOURS,
  spelling: ['sl', 'en'],
  notices: DEFAULT_NOTICES,
}

/** Each value that an older or newer version left unreadable falls back to its default; the others stay. */
export function readSettings(outbox: Outbox): Settings {
  const stored = getSetting<Record<string, unknown>>(outbox, NAME) ?? {}
  const valid = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(stored[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(valid) }
}

const HOUR_MS = 3_600_000

/** Opening hours before something is due in which it is at risk, in ms. */
export function riskMsOf(outbox: Outbox): number {
  return readSettings(outbox).riskHours * HOUR_MS
}

export function writeSettings(outbox: Outbox, settings: Settings): void {
  putSetting(outbox, NAME, settings)
}

export function readWorkOffline(outbox: Outbox): boolean {
  return getSetting<boolean>(outbox, WORK_OFFLINE) ?? false
}

export function writeWorkOffline(outbox: Outbox, workOffline: boolean): void {
  putSetting(outbox, WORK_OFFLINE, workOffline)
}
