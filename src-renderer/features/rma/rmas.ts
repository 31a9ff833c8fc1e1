import { RMA_STATES, type RmaState } from '#shared/domain/rma.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { RMA_LISTS, RMA_SORTS, type RmaListQuery } from '#shared/rpc/rmas.ts'
import type { Page } from '../../stores/screen.ts'
import type { StepLine } from './steps.ts'

export const RMA_VIEWS = ['board', 'list'] as const
export type RmaView = (typeof RMA_VIEWS)[number]

/** A step that is asked about before it is taken. */
export type AskedStep = { line: StepLine; to: RmaLineState }
/** What a new RMA begins with; no case yet: it is chosen first. */
export type NewRma = { caseId: string | null; serialNumbers: string[] }

export type RmasState = {
  /** Whose page is open; null: board or list. */
  rmaId: string | null
  view: RmaView
  /** Of the list; the board takes `mine` and `text` of it. */
  query: RmaListQuery
  /** The device that the keys have reached. */
  lineId: string | null
  /** Whose menu of steps is open. */
  menuOf: string | null
  /** The card that takes the focus as soon as it is there; in any state where none is named. */
  follow: { lineId: string; state: RmaLineState | null } | null
  step: AskedStep | null
  creation: NewRma | null
  /** Another device is being entered for the RMA that is open. */
  adding: boolean
  /** The RMA whose page was open last: the list goes on there. */
  opened: string | null
  /** Where Escape leads from an RMA's page. */
  cameFrom: Page
}

export const FIRST_QUERY: RmaListQuery = { mine: false, text: '', list: 'open', sort: 'created', direction: 'desc' }

export const NO_RMAS: RmasState = {
  rmaId: null,
  view: 'board',
  query: FIRST_QUERY,
  lineId: null,
  menuOf: null,
  follow: null,
  step: null,
  creation: null,
  adding: false,
  opened: null,
  cameFrom: 'rmas',
}

export type RmasPlace = Pick<RmasState, 'rmaId' | 'view' | 'query'>

/** Of the address: what is open, or how board and list are narrowed. */
export function readRmas(rmaId: string | null, part: URLSearchParams): RmasPlace {
  const state = RMA_STATES.find((known) => known === part.get('state'))
  return {
    rmaId,
    view: part.get('view') === 'list' ? 'list' : 'board',
    query: {
      mine: part.get('mine') === '1',
      text: part.get('text') ?? '',
      list: RMA_LISTS.find((known) => known === part.get('list')) ?? FIRST_QUERY.list,
      sort: RMA_SORTS.find((known) => known === part.get('sort')) ?? FIRST_QUERY.sort,
      direction: part.get('direction') === 'asc' ? 'asc' : 'desc',
      ...(state ? { state } : {}),
    },
  }
}

/** Nothing where all is as usual. */
export function writeRmas({ rmaId, view, query }: RmasPlace): string {
  const part = new URLSearchParams()
  if (view !== 'board') part.set('view', view)
  if (query.mine) part.set('mine', '1')
  if (query.text) part.set('text', query.text)
  if (query.list !== FIRST_QUERY.list) part.set('list', query.list)
  if (query.state) part.set('state', query.state)
  if (query.sort !== FIRST_QUERY.sort) part.set('sort', query.sort)
  if (query.direction !== FIRST_QUERY.direction) part.set('direction', query.direction)
  return `#/rmas${rmaId ? `/${encodeURIComponent(rmaId)}` : ''}${part.size === 0 ? '' : `?${part}`}`
}

export function isNarrowed({ mine, text, state }: RmaListQuery): boolean {
  return mine || text.trim() !== '' || state !== undefined
}

/** The query with another state, or without one. */
export function withState({ state: _, ...query }: RmaListQuery, state: RmaState | null): RmaListQuery {
  return state === null ? query : { ...query, state }
}

export function afterOpeningRma(before: RmasState, rmaId: string, lineId: string | null, page: Page): RmasState {
  const cameFrom = page === 'rmas' && before.rmaId !== null ? before.cameFrom : page
  return { ...before, rmaId, lineId, cameFrom, opened: rmaId, adding: false, menuOf: null, creation: null }
}
