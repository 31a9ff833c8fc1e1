import { createContext, use } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ComposerMode } from '#shared/domain/case.ts'
import { macroContent, templateContent } from '#shared/portal-api/rows.ts'
import type { AttachmentView } from '#shared/rpc/models.ts'
import { createKeyRegistry, type KeyRegistry } from '../app/keys/registry.ts'
import { listOf, type MarksState, NO_MARKS } from '../features/bulk/marks.ts'
import { createMarksKeeper } from '../features/bulk/marks-keeper.ts'
import { createDraftSaver, type DraftSaver, type DraftState, draftName } from '../features/case/draft-saver.ts'
import { createDraftWorks, type DraftWorks } from '../features/case/draft-work.ts'
import type { FieldEdit, TextField } from '../features/case/use-field-edit.ts'
import { type CustomersState, NO_CUSTOMER } from '../features/customers/customers.ts'
import { createRefusalKeeper } from '../features/customers/refusal-keeper.ts'
import { type DashboardState, FIRST_CHOICE } from '../features/dashboard/choice.ts'
import { type DeviceImportState, NO_DEVICE_IMPORT } from '../features/device-import/use-device-import.ts'
import { type DevicesState, NO_DEVICE } from '../features/devices/devices.ts'
import { createEstimateForms, type EstimateForms } from '../features/estimates/estimate-forms.ts'
import { createStaging, type Staging } from '../features/files/staging.ts'
import { type MacrosState, NO_MACROS } from '../features/macros/macros.ts'
import { createEntryKeeper } from '../features/new-case/entry-keeper.ts'
import { EMPTY_NEW_CASE, type NewCaseState } from '../features/new-case/new-case.ts'
import { type CaseList, createCaseList } from '../features/queue/case-list-store.ts'
import type { Cursor } from '../features/queue/cursor.ts'
import { type ApprovalsState, NO_APPROVALS } from '../features/registrations/approvals.ts'
import { createReplyKeeper } from '../features/registrations/reply-keeper.ts'
import type { Split } from '../features/relations/split-dialog.tsx'
import { createRmaForms, type RmaForms } from '../features/rma/rma-forms.ts'
import { NO_RMAS, type RmasState } from '../features/rma/rmas.ts'
import { createScanKeeper } from '../features/rma-scan/scan-keeper.ts'
import { createScanSession, type ScanSession } from '../features/rma-scan/scan-session.ts'
import { NO_SCANS, type ScanEntry, type ScanState } from '../features/rma-scan/scanning.ts'
import { NO_TEMPLATES, type TemplatesState } from '../features/templates/templates.ts'
import { createEditKeeper } from '../features/texts/edit-keeper.ts'
import type { TriageState } from '../features/triage/triage.ts'
import { NO_VIEWS, type ViewsState } from '../features/views/views.ts'
import type { Desk } from '../rpc/desk.tsx'
import { createEditsKeeper } from './edits-keeper.ts'
import type { Keeper } from './keeper.ts'
import { readPlace } from './place.ts'

export const PAGES = [
  'queue',
  'new',
  'registrations',
  'deletions',
  'customers',
  'devices',
  'deviceImport',
  'rmas',
  'rmaScan',
  'templates',
  'macros',
  'dashboard',
  'sync',
  'settings',
] as const
export type Page = (typeof PAGES)[number]

/** What is open over the page; one at a time. */
export type Overlay =
  | 'help'
  | 'palette'
  | 'signOut'
  | 'status'
  | 'owner'
  | 'team'
  | 'snooze'
  | 'notices'
  | 'context'
  | 'syncPopover'
  | 'estimate'
  | 'history'
  | 'merge'
  | 'link'
  | 'split'
  | 'template'
  | 'views'
  | 'macro'
  | 'bulkStatus'
  | 'bulkOwner'
  | 'bulkTeam'
  | 'bulkSnooze'
  | 'bulkResults'
  | null

export type ViewState = { page: Page; overlay: Overlay }

export type SelectionState = {
  /** The row that the list marks; follows the keys at once. */
  cursor: Cursor | null
  /** The case that the pane shows; follows a moment later. */
  openId: string | null
  /** Asks the list to scroll a row into view. */
  reveal: { index: number; count: number }
}

export type FocusWish =
  | { target: 'composer'; mode: ComposerMode; caseId: string }
  | { target: 'edit'; field: TextField; caseId: string }
  | { target: 'pane' }
  | { target: 'list' }
  | null

/** `open`: its editor is shown; the words stay when it is closed. */
export type Rewrite = { text: string; open: boolean }

/** The state of the screen alone; what the desk knows is read through its queries. */
export type Screen = {
  keys: KeyRegistry
  view: StoreApi<ViewState>
  list: CaseList
  selection: StoreApi<SelectionState>
  /** The cases of the list that are selected, to do one thing to all of them. */
  marks: StoreApi<MarksState>
  marksKeeper: Keeper
  macros: StoreApi<MacrosState>
  macroKeeper: Keeper
  /** The list that is gone through case by case; `acted` tells it what the agent has done with a case. */
  triage: StoreApi<{ now: TriageState; acted: { caseId: string; count: number } }>
  focus: StoreApi<{ wish: FocusWish }>
  drafts: DraftSaver
  draftStates: StoreApi<Record<string, DraftState>>
  /** Grows when the stored draft of a composer has changed under it, by name: it is read again. */
  draftReads: StoreApi<Record<string, number>>
  draftWorks: DraftWorks
  /** Messages that are being taken back, by operation: where the portal is asked, that takes its time. */
  takingBack: StoreApi<Record<string, true | undefined>>
  /** Which of the composer's two modes is in front. */
  composer: StoreApi<{ mode: ComposerMode }>
  /** The case in whose composer the agent is writing now. */
  writing: StoreApi<{ caseId: string | null }>
  /** Titles and descriptions that are being edited, by case and field; they wait while another case is shown. */
  edits: StoreApi<Record<string, FieldEdit>>
  /** Splits that were begun, by case. */
  splits: StoreApi<Record<string, Split | undefined>>
  /** Files on their way into drafts. */
  staging: Staging
  /** The attachment that is shown large. */
  preview: StoreApi<{ shown: AttachmentView | null }>
  newCase: StoreApi<NewCaseState>
  newCaseKeeper: Keeper
  /** Forms of estimates that were begun, by case. */
  estimates: EstimateForms
  approvals: StoreApi<ApprovalsState>
  replyKeeper: Keeper
  customers: StoreApi<CustomersState>
  refusalKeeper: Keeper
  devices: StoreApi<DevicesState>
  deviceImport: StoreApi<DeviceImportState>
  rmas: StoreApi<RmasState>
  /** What was begun to be written of RMAs, by case. */
  rmaForms: RmaForms
  /** Devices that were scanned one after the other. */
  scans: StoreApi<ScanState>
  /** The newest result; `count` grows with each. */
  scanResults: StoreApi<{ entry: ScanEntry | null; count: number }>
  scanSession: ScanSession
  scanKeeper: Keeper
  dashboard: StoreApi<DashboardState>
  views: StoreApi<ViewsState>
  templates: StoreApi<TemplatesState>
  templateKeeper: Keeper
  /** A template that was chosen elsewhere, for the composer that is shown. */
  insertion: StoreApi<{ templateId: string | null }>
  /** Other words for what waits to be sent, while they are typed: by operation. */
  rewrites: StoreApi<Record<string, Rewrite | undefined>>
  /** Texts made of two that collided, while they are typed: by operation. */
  merged: StoreApi<Record<string, string | undefined>>
  /** Keeps `edits`, `splits`, `rewrites` and `merged`. */
  editsKeeper: Keeper
  /** The case that the agent has made unread: it stays so while they look at it still. */
  leftUnread: StoreApi<{ caseId: string | null }>
  /** The minute hand of all relative times. */
  clock: StoreApi<{ now: number }>
  /** What the live region says; `inCase` counts the news of the open case that it has still to say. */
  speech: StoreApi<{ text: string; count: number; inCase: number }>
}

function schedule(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

export function createScreen(desk: Desk): Screen {
  const { client } = desk
  const place = readPlace(location.hash)
  const draftStates = createStore<Record<string, DraftState>>(() => ({}))
  const newCase = createStore<NewCaseState>(() => EMPTY_NEW_CASE)
  const templates = createStore<TemplatesState>(() => NO_TEMPLATES)
  const approvals = createStore<ApprovalsState>(() => NO_APPROVALS)
  const scans = createStore<ScanState>(() => NO_SCANS)
  const scanResults = createStore<{ entry: ScanEntry | null; count: number }>(() => ({ entry: null, count: 0 }))
  const scanKeeper = createScanKeeper(
    { load: () => client.rmas.scanned(), save: (entry) => client.rmas.keepScanned({ entry }), schedule },
    scans,
  )
  const customers = createStore<CustomersState>(() => ({ ...NO_CUSTOMER, contactId: place.contactId }))
  const marks = createStore<MarksState>(() => NO_MARKS)
  const macros = createStore<MacrosState>(() => NO_MACROS)
  const begun = {
    edits: createStore<Record<string, FieldEdit>>(() => ({})),
    splits: createStore<Record<string, Split | undefined>>(() => ({})),
    rewrites: createStore<Record<string, Rewrite | undefined>>(() => ({})),
    merged: createStore<Record<string, string | undefined>>(() => ({})),
  }
  const list = createCaseList(
    {
      fetchPage: (query, anchor, limit) => client.queues.page({ ...query, anchor, limit }),
      indexOf: (query, caseId) => client.queues.indexOf({ ...query, caseId }),
    },
    { queue: place.queue, ...place.list },
  )
  return {
    keys: createKeyRegistry(() => performance.now()),
    view: createStore<ViewState>(() => ({ page: place.page, overlay: null })),
    list,
    marks,
    marksKeeper: createMarksKeeper(
      { load: () => client.bulk.entry(), save: (entry) => client.bulk.keepEntry({ entry }), schedule },
      marks,
      () => listOf(list.state.getState().query),
    ),
    selection: createStore<SelectionState>(() => ({
      cursor: null,
      openId: place.caseId,
      reveal: { index: 0, count: 0 },
    })),
    focus: createStore<{ wish: FocusWish }>(() => ({ wish: null })),
    drafts: createDraftSaver({
      save: (key, body) => client.drafts.save({ ...key, body }),
      schedule,
      onState: (key, state) => draftStates.setState({ [draftName(key)]: state }),
    }),
    draftStates,
    draftReads: createStore<Record<string, number>>(() => ({})),
    draftWorks: createDraftWorks(),
    takingBack: createStore<Record<string, true | undefined>>(() => ({})),
    composer: createStore<{ mode: ComposerMode }>(() => ({ mode: 'reply' })),
    writing: createStore<{ caseId: string | null }>(() => ({ caseId: null })),
    ...begun,
    editsKeeper: createEditsKeeper(
      {
        load: () => client.cases.edits(),
        save: (entry) => client.cases.keepEdits({ entry }),
        operations: () => client.sync.operations({ limit: 1000 }),
        schedule,
      },
      begun,
    ),
    staging: createStaging({
      stage: (draft, file) => client.attachments.stage({ ...draft, file }),
      limits: () => desk.queryClient.ensureQueryData(desk.queries.attachments.limits.queryOptions()),
      count: async (draft) =>
        (await desk.queryClient.ensureQueryData(desk.queries.drafts.get.queryOptions({ input: draft })))?.attachments
          .length ?? 0,
      onStaged: (draft) =>
        desk.queryClient.invalidateQueries({ queryKey: desk.queries.drafts.get.key({ input: draft }) }),
    }),
    preview: createStore<{ shown: AttachmentView | null }>(() => ({ shown: null })),
    macros,
    macroKeeper: createEditKeeper(
      { load: () => client.macros.entry(), save: (entry) => client.macros.keepEntry({ entry }), schedule },
      macros,
      macroContent,
    ),
    triage: createStore<{ now: TriageState; acted: { caseId: string; count: number } }>(() => ({
      now: null,
      acted: { caseId: '', count: 0 },
    })),
    newCase,
    newCaseKeeper: createEntryKeeper(
      { load: () => client.cases.entry(), save: (entry) => client.cases.keepEntry({ entry }), schedule },
      newCase,
    ),
    estimates: createEstimateForms({
      load: (caseId) => client.estimates.entry({ caseId }),
      save: (caseId, entry) => client.estimates.keepEntry({ caseId, entry }),
      schedule,
    }),
    approvals,
    replyKeeper: createReplyKeeper(
      {
        load: () => client.registrations.entry(),
        save: (entry) => client.registrations.keepEntry({ entry }),
        schedule,
      },
      approvals,
    ),
    customers,
    refusalKeeper: createRefusalKeeper(
      { load: () => client.customers.entry(), save: (entry) => client.customers.keepEntry({ entry }), schedule },
      customers,
    ),
    devices: createStore<DevicesState>(() => ({ ...NO_DEVICE, deviceId: place.deviceId })),
    deviceImport: createStore<DeviceImportState>(() => NO_DEVICE_IMPORT),
    rmas: createStore<RmasState>(() => ({ ...NO_RMAS, ...place.rmas })),
    rmaForms: createRmaForms({
      load: (caseId) => client.rmas.entry({ caseId }),
      save: (caseId, entry) => client.rmas.keepEntry({ caseId, entry }),
      schedule,
    }),
    scans,
    scanResults,
    scanSession: createScanSession(
      {
        desk: client,
        clock: Date.now,
        newId: () => crypto.randomUUID(),
        onTaken: () => scanKeeper.flush(),
        onResult: (entry) => {
          scanResults.setState(({ count }) => ({ entry, count: count + 1 }))
          scanKeeper.flush()
        },
      },
      scans,
    ),
    scanKeeper,
    dashboard: createStore<DashboardState>(() => FIRST_CHOICE),
    templates,
    templateKeeper: createEditKeeper(
      { load: () => client.templates.entry(), save: (entry) => client.templates.keepEntry({ entry }), schedule },
      templates,
      templateContent,
    ),
    insertion: createStore<{ templateId: string | null }>(() => ({ templateId: null })),
    views: createStore<ViewsState>(() => ({ ...NO_VIEWS, shownId: place.viewId })),
    leftUnread: createStore<{ caseId: string | null }>(() => ({ caseId: null })),
    clock: createStore(() => ({ now: Date.now() })),
    speech: createStore(() => ({ text: '', count: 0, inCase: 0 })),
  }
}

export const ScreenContext = createContext<Screen | null>(null)

export function useScreen(): Screen {
  const screen = use(ScreenContext)
  if (!screen) throw new Error('ScreenContext is missing')
  return screen
}
