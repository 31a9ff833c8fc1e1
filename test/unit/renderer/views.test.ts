import { describe, expect, it } from 'vitest'
import type { CaseListQuery, ViewView } from '#shared/rpc/models.ts'
import { faultToTell, fieldInTheMaking } from '../../../src-renderer/features/views/use-filter-field.ts'
import { contentOfList, filterIn, isChanged, shownFilter } from '../../../src-renderer/features/views/views.ts'

const LIST: CaseListQuery = { queue: 'open', sort: 'modified', direction: 'desc' }

describe('the list as a view', () => {
  it('keeps what the queue shows as part of the filter, once', () => {
    const filterOf = (query: Partial<CaseListQuery>) => contentOfList({ ...LIST, ...query }, []).filter
    expect(filterOf({})).toBe('status:open')
    expect(filterOf({ queue: 'mine', filter: 'type:rma' })).toBe('status:open owner:me type:rma')
    expect(filterOf({ queue: 'mine', filter: 'owner:me older:3d' })).toBe('status:open owner:me older:3d')
    expect(filterOf({ filter: 'stanje:čaka,raziskovanje' })).toBe('status:waiting,researching')
    expect(filterOf({ filter: '-status:waiting' })).toBe('status:open -status:waiting')
    expect(filterOf({ filter: 'status:resolved' })).toBe('status:open status:resolved')
    expect(filterOf({ queue: 'all', filter: 'status:closed' })).toBe('status:closed')
    expect(filterOf({ queue: 'waiting', caseType: 'rma', ownerId: null, text: 'ne dela' })).toBe(
      'status:waiting type:rma owner:none "ne dela"',
    )
  })

  it('says in the agent’s language what narrows it', () => {
    expect(shownFilter({ ...LIST, filter: 'status:waiting owner:me' }, 'sl')).toBe('stanje:čaka lastnik:jaz')
    expect(filterIn('status:waiting', 'sl')).toBe('stanje:čaka')
    expect(filterIn('not:known', 'sl')).toBe('not:known')
  })

  it('tells a changed view from one that is written in the other language', () => {
    const content = { ...contentOfList(LIST, []), filter: 'status:waiting' }
    const view = { id: 'v', content } as ViewView
    const shown: CaseListQuery = { ...LIST, queue: 'all', filter: 'stanje:čaka' }
    expect(isChanged(shown, view)).toBe(false)
    expect(isChanged({ ...shown, direction: 'asc' }, view)).toBe(true)
    expect(isChanged({ ...shown, filter: undefined }, view)).toBe(true)
  })
})

describe('the filter while it is typed', () => {
  it('waits with a word that may become the name of a field', () => {
    expect(fieldInTheMaking('stanje:čaka las', 15, 'sl')).toEqual({ from: 12, to: 15 })
    expect(fieldInTheMaking('-las', 4, 'sl')).toEqual({ from: 0, to: 4 })
    expect(fieldInTheMaking('terminal', 8, 'sl')).toBeNull()
    expect(fieldInTheMaking('lastnik:', 8, 'sl')).toBeNull()
    expect(fieldInTheMaking('las ', 4, 'sl')).toBeNull()
  })

  it('tells only of what is not being typed just now', () => {
    const fault = { code: 'unknown_field', from: 0, to: 4, what: 'bada', field: null } as const
    expect(faultToTell([fault], 3)).toBeNull()
    expect(faultToTell([fault], 9)).toEqual(fault)
    expect(faultToTell([fault], null)).toEqual(fault)
  })
})
