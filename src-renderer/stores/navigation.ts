import type { ComposerMode } from '#shared/domain/case.ts'
import { isDueQueue } from '#shared/domain/filter/index.ts'
import type { CaseListQuery, Queue, ViewView } from '#shared/rpc/models.ts'
import type { TextField } from '../features/case/use-field-edit.ts'
import { afterOpening } from '../features/customers/customers.ts'
import { afterLookUp, afterOpeningDevice } from '../features/devices/devices.ts'
import { cursorAt, stepTarget } from '../features/queue/cursor.ts'
import { NO_FILTERS } from '../features/queue/filters.ts'
import { indexIn, rowAt } from '../features/queue/window.ts'
import { afterOpeningRma, type NewRma } from '../features/rma/rmas.ts'
import { contentOfList, DUE_ORDER, USUAL_ORDER } from '../features/views/views.ts'
import type { Desk } from '../rpc/desk.tsx'
import type { Overlay, Page, Screen } from './screen.ts'

/** The pane follows the keys after a moment, so that holding `j` costs nothing but marking rows. */
const FOLLOW_MS = 70
/** Longest time that letters are kept from firing as shortcuts while a field is on its way. */
const HOLD_MS = 1_500

/** Overlays that one types into; the palette is only loaded when it is first wanted. */
const OPENS_FIELD: ReadonlySet<Overlay> = new Set([
  'palette',
  'macro',
  'owner',
  'bulkStatus',
  'bulkOwner',
  'bulkTeam',
  'bulkSnooze',
])

/** Those about the case that the keys have reached: asked for one case, they are not opened for another. */
const ABOUT_CASE: ReadonlySet<Overlay> = new Set([
  ...(['status', 'owner', 'team', 'snooze'] as const),
  ...(['estimate', 'history', 'merge', 'link', 'split'] as const),
])

/** Dialogs about one case. */
export type CaseOverlay = Extract<Overlay, 'history' | 'merge' | 'link' | 'split'>

export type Navigation = {
  go: (page: Page) => void
  goQueue: (queue: Queue) => void
  /** Shows what a view keeps, over all cases. */
  goView: (view: Pick<ViewView, 'id' | 'content'>) => void
  /** Opens the form of a new view with the list as it stands, or of the one that was changed. */
  saveView: () => void
  setQuery: (change: Partial<CaseListQuery>) => void
  show: (overlay: Overlay) => void
  /** Takes this overlay away; another that has come in its place stays. */
  hide: (overlay: Overlay) => void
  /** Marks row `index`, loading it first when it is far away; `follow` tells when the pane shows it. */
  select: (index: number, follow: 'now' | 'soon') => void
  step: (delta: number) => void
  /** Marks a case in the list when it is there, and leaves everything else as it is. */
  mark: (caseId: string) => void
  /** Opens the marked case in the pane and takes the focus there. */
  enter: () => void
  /** Opens any case, marking it in the list when it is there. */
  openCase: (caseId: string) => void
  /** Opens a person's card; Escape leads back to where it was opened. */
  openCustomer: (contactId: string) => void
  /** The page of customers with a search begun. */
  findCustomer: (text: string) => void
  /** Opens a device's page; Escape leads back to where it was opened. */
  openDevice: (deviceId: string) => void
  /** The page of devices with a number, or several, to look up. */
  lookUp: (text: string) => void
  /** Opens an RMA's page, at one of its devices; Escape leads back to where it was opened. */
  openRma: (rmaId: string, lineId?: string) => void
  /** The board or the list of RMAs, as it was. */
  goRmas: () => void
  /** Begins a new RMA over whatever page is shown. */
  newRma: (creation: NewRma) => void
  /** Opens the form of an estimate for the case that the keys have reached. */
  estimate: () => void
  /** Opens a dialog about the case that the keys have reached. */
  about: (overlay: CaseOverlay) => void
  compose: (mode: ComposerMode) => void
  /** Begins to edit a text of the case that the keys have reached. */
  edit: (field: TextField) => void
  /** Shows at once the case that the keys have reached; its id. */
  settle: () => string | null
}

export function createNavigation(screen: Screen, desk: Desk): Navigation {
  const { list, selection, view, views, focus, keys, customers, devices, rmas, macros } = screen
  let follower: ReturnType<typeof setTimeout> | null = null
  let wanted = 0

  selection.subscribe(({ openId }, before) => {
    if (openId !== before.openId) view.setState((now) => (ABOUT_CASE.has(now.overlay) ? { overlay: null } : now))
  })
  view.subscribe(({ overlay }, before) => {
    if (before.overlay === 'macro' && overlay !== 'macro') macros.setState({ runId: null })
  })

  function settle(): string | null {
    if (follower) clearTimeout(follower)
    follower = null
    const { cursor, openId } = selection.getState()
    const caseId = cursor?.caseId ?? openId
    if (caseId !== openId) selection.setState({ openId: caseId })
    return caseId
  }

  function reveal(index: number) {
    selection.setState((before) => ({ reveal: { index, count: before.reveal.count + 1 } }))
  }

  async function select(index: number, follow: 'now' | 'soon') {
    const asked = ++wanted
    reveal(index)
    if (!rowAt(list.state.getState().window, index)) {
      await list.load(index)
      if (asked !== wanted) return
    }
    const cursor = cursorAt(list.state.getState().window, index)
    if (!cursor) return
    selection.setState({ cursor })
    if (follower) clearTimeout(follower)
    if (follow === 'now') settle()
    else follower = setTimeout(settle, FOLLOW_MS)
  }

  function setQuery(change: Partial<CaseListQuery>) {
    wanted++
    selection.setState({ cursor: null })
    reveal(0)
    list.setQuery({ ...list.state.getState().query, ...change })
  }

  /** Another list is wanted than the one that is gone through. */
  function leaveTriage() {
    if (screen.triage.getState().now === null) return
    screen.drafts.flushAll()
    screen.triage.setState({ now: null })
  }

  async function openCase(caseId: string) {
    const asked = ++wanted
    keys.hold(0)
    view.setState({ page: 'queue', overlay: null })
    if (follower) clearTimeout(follower)
    selection.setState({ openId: caseId, cursor: null })
    focus.setState({ wish: { target: 'pane' } })
    await mark(caseId, asked)
  }

  async function mark(caseId: string, asked: number) {
    const { window, query } = list.state.getState()
    const known = indexIn(window, caseId)
    const index = known >= 0 ? known : await desk.client.queues.indexOf({ ...query, caseId }).catch(() => null)
    if (index === null || asked !== wanted) return
    if (known < 0) await list.load(index)
    if (asked !== wanted) return
    if (rowAt(list.state.getState().window, index)?.id === caseId) void select(index, 'soon')
    else markWhenListed(caseId, asked)
  }

  /** The list is older than the desk's answer (a new case): another row in that place must not be taken for it. */
  function markWhenListed(caseId: string, asked: number) {
    const stop = list.state.subscribe(({ window }) => {
      const at = indexIn(window, caseId)
      if (asked === wanted && at < 0) return
      stop()
      if (asked === wanted) void select(at, 'soon')
    })
    list.refresh()
  }

  return {
    go: (page) => view.setState({ page, overlay: null }),
    goQueue(queue) {
      view.setState({ page: 'queue', overlay: null })
      leaveTriage()
      if (list.state.getState().query.queue !== queue) {
        // The order of a view is its own, and what is due comes in its own.
        const left = list.state.getState().query.queue
        const order = isDueQueue(queue) ? DUE_ORDER : left === 'all' || isDueQueue(left) ? USUAL_ORDER : {}
        views.setState({ shownId: null })
        setQuery({ queue, ...NO_FILTERS, ...order })
      }
      focus.setState({ wish: { target: 'list' } })
    },
    goView({ id, content }) {
      keys.hold(0)
      view.setState({ page: 'queue', overlay: null })
      leaveTriage()
      views.setState({ shownId: id, form: null })
      const { filter, sort, direction } = content
      setQuery({ queue: 'all', ...NO_FILTERS, filter: filter || undefined, sort, direction })
      focus.setState({ wish: { target: 'list' } })
    },
    saveView() {
      const known = desk.queryClient.getQueryData<ViewView[]>(desk.queries.views.list.queryKey()) ?? []
      const content = contentOfList(list.state.getState().query, known)
      const shown = known.find(({ id }) => id === views.getState().shownId)
      const { filter, sort, direction } = content
      const form = shown
        ? { viewId: shown.id, content: { ...shown.content, filter, sort, direction }, base: shown.content }
        : { viewId: null, content, base: null }
      views.setState({ form })
      keys.hold(performance.now() + HOLD_MS)
      view.setState({ overlay: 'views' })
    },
    setQuery,
    show(overlay) {
      // What is typed for a field that is on its way is no shortcut.
      keys.hold(OPENS_FIELD.has(overlay) ? performance.now() + HOLD_MS : 0)
      // A case that is still on its way would take the focus from what is opened over it.
      if (OPENS_FIELD.has(overlay)) focus.setState({ wish: null })
      view.setState({ overlay })
    },
    hide(overlay) {
      keys.hold(0)
      view.setState((state) => (state.overlay === overlay ? { overlay: null } : state))
    },
    select: (index, follow) => void select(index, follow),
    step(delta) {
      const target = stepTarget(list.state.getState().window, selection.getState().cursor, delta)
      if (target !== null) void select(target, 'soon')
    },
    mark: (caseId) => void mark(caseId, ++wanted),
    enter() {
      if (!selection.getState().cursor && list.state.getState().window.total > 0) void select(0, 'now')
      settle()
      focus.setState({ wish: { target: 'pane' } })
    },
    openCase: (caseId) => void openCase(caseId),
    openCustomer(contactId) {
      const { page } = view.getState()
      customers.setState((before) => afterOpening(before, contactId, page))
      view.setState({ page: 'customers', overlay: null })
    },
    findCustomer(text) {
      const { page } = view.getState()
      customers.setState({ text, cameFrom: page === 'customers' ? 'queue' : page })
      view.setState({ page: 'customers', overlay: null })
    },
    openDevice(deviceId) {
      const { page } = view.getState()
      devices.setState((before) => afterOpeningDevice(before, deviceId, page))
      view.setState({ page: 'devices', overlay: null })
    },
    lookUp(text) {
      const { page } = view.getState()
      devices.setState((before) => afterLookUp(before, text, page))
      view.setState({ page: 'devices', overlay: null })
    },
    openRma(rmaId, lineId) {
      keys.hold(0)
      const { page } = view.getState()
      rmas.setState((before) => afterOpeningRma(before, rmaId, lineId ?? null, page))
      view.setState({ page: 'rmas', overlay: null })
    },
    goRmas() {
      rmas.setState({ rmaId: null })
      view.setState({ page: 'rmas', overlay: null })
    },
    newRma(creation) {
      keys.hold(performance.now() + HOLD_MS)
      view.setState({ overlay: null })
      rmas.setState({ creation })
    },
    estimate() {
      if (settle() === null) return
      keys.hold(performance.now() + HOLD_MS)
      view.setState({ overlay: 'estimate' })
    },
    about(overlay) {
      if (settle() === null) return
      keys.hold(performance.now() + HOLD_MS)
      view.setState({ overlay })
    },
    compose(mode) {
      const caseId = settle()
      if (caseId === null) return
      keys.hold(performance.now() + HOLD_MS)
      screen.composer.setState({ mode })
      focus.setState({ wish: { target: 'composer', mode, caseId } })
    },
    edit(field) {
      const caseId = settle()
      if (caseId === null) return
      keys.hold(performance.now() + HOLD_MS)
      focus.setState({ wish: { target: 'edit', field, caseId } })
    },
    settle,
  }
}
