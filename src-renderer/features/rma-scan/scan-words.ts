import type { TFunction } from 'i18next'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { DESK_PROBLEMS } from '#shared/rpc/problem.ts'
import type { ScanEntry, ScanMode, ScannedLine } from './scanning.ts'

/** What became of a scan in one sentence, for eye and ear alike. */
export function entryWords(entry: ScanEntry, t: TFunction): string {
  const { text, outcome, lines, problem } = entry
  switch (outcome) {
    case 'waiting':
      return t('rmaScan.waiting')
    case 'unknown':
      return t(entry.choices.length > 0 ? 'rmaScan.unknownNear' : 'rmaScan.unknown', { text })
    case 'several':
      return t('rmaScan.several', { text })
    case 'failed':
      return problemWords(problem, t)
    case 'found': {
      const [line] = lines
      if (line && lines.length === 1) return lineWords(line, entry, t)
      const count = lines.filter(({ result }) => result === 'done').length
      return t(`rmaScan.many.${entry.mode}`, { count, of: lines.length, number: line?.rmaNumber })
    }
  }
}

export function lineWords({ result, from, problem }: ScannedLine, { mode }: ScanEntry, t: TFunction): string {
  const state = t(`rma.line.${from}`)
  switch (result) {
    case 'done':
      return t(`rmaScan.done.${mode}`)
    case 'already':
      return t(`rmaScan.already.${mode}`, { state })
    case 'illegal':
      return t(`rmaScan.illegal.${mode}`, { state, advice: t(adviceFor(from, mode)) })
    case 'failed':
      return problemWords(problem, t)
    case 'back':
      return t('rmaScan.back')
  }
}

/** Why it cannot be received or shipped from there. */
function adviceFor(from: RmaLineState, mode: ScanMode) {
  if (mode === 'shipped' && isOnItsWay(from)) return 'rmaScan.advice.notHere'
  if (from === 'requested') return 'rmaScan.advice.requested'
  if (from === 'rejected') return 'rmaScan.advice.rejected'
  return 'rmaScan.advice.unfinished'
}

const isOnItsWay = (from: RmaLineState) => from === 'requested' || from === 'approved' || from === 'in_transit'

export function problemWords(code: string | null, t: TFunction): string {
  if (code === 'lost') return t('connection.lostTitle')
  const known = DESK_PROBLEMS.find((one) => one === code) ?? 'internal'
  return t(`problem.${known}.title`)
}
