import type { Outbox } from '../open.ts'
import { getSetting, putSetting, removeSetting } from './settings.ts'

export type Head = { caseNumber: string; title: string }

const nameOf = (caseId: string) => `head-${caseId}`

/** What a case was called whose row goes while work on it is still here. */
export function rememberHead(outbox: Outbox, caseId: string, head: Head): void {
  putSetting(outbox, nameOf(caseId), head)
}

export function rememberedHead(outbox: Outbox, caseId: string): Head | null {
  return getSetting<Head>(outbox, nameOf(caseId))
}

export function forgetHead(outbox: Outbox, caseId: string): void {
  removeSetting(outbox, nameOf(caseId))
}
