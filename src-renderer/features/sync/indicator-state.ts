import type { SyncState } from '#shared/rpc/models.ts'

/** What the corner says in one glance; the worst comes first. */
export const SYNC_LOOKS = [
  'signedOut',
  'workingOffline',
  'needsDecision',
  'offline',
  'trouble',
  'firstSync',
  'pushing',
  'pulling',
  'online',
] as const
export type SyncLook = (typeof SYNC_LOOKS)[number]

/** Something stands still until a person has decided. */
export function needsPerson({ conflicts, rejected, quarantined, heldDeletions }: SyncState): boolean {
  return conflicts + rejected + quarantined > 0 || heldDeletions !== null
}

export function lookOf(sync: SyncState): SyncLook {
  if (!sync.signedIn) return 'signedOut'
  if (sync.workOffline) return 'workingOffline'
  if (!sync.online) return 'offline'
  if (needsPerson(sync)) return 'needsDecision'
  if (sync.problem) return 'trouble'
  switch (sync.activity) {
    case 'first_sync':
      return 'firstSync'
    case 'pushing':
      return 'pushing'
    case 'pulling':
      return 'pulling'
    case 'idle':
      return 'online'
  }
}

export type SyncTone = 'good' | 'waiting' | 'danger' | 'busy'

export function toneOf(look: SyncLook): SyncTone {
  switch (look) {
    case 'online':
      return 'good'
    case 'pulling':
    case 'pushing':
    case 'firstSync':
      return 'busy'
    case 'workingOffline':
    case 'offline':
      return 'waiting'
    case 'signedOut':
    case 'trouble':
    case 'needsDecision':
      return 'danger'
  }
}
