import type { ViewContent } from '#shared/domain/view.ts'

/** Lists that the whole help desk looks at. */
export const DEMO_VIEWS: readonly Omit<ViewContent, 'shared' | 'position'>[] = [
  {
    name: 'Čakajo več kot 3 dni',
    filter: 'status:waiting older:3d',
    sort: 'waiting',
    direction: 'asc',
    colour: 'amber',
    pinned: true,
  },
  {
    name: 'Popravila brez lastnika',
    filter: 'status:open type:rma owner:none',
    sort: 'created',
    direction: 'asc',
    colour: 'violet',
    pinned: true,
  },
]
