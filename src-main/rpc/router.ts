import { implement } from '@orpc/server'
import type { Desk } from '#main/desk/index.ts'
import { deskContract } from '#shared/rpc/contract.ts'
import { eventStream } from './event-stream.ts'
import { typedErrors } from './typed-errors.ts'

const os = implement(deskContract).use(typedErrors)

/** The contract bound to a desk, procedure by procedure, so that a missing one does not compile. */
export function createRouter(desk: Desk) {
  const { api } = desk
  return os.router({
    session: {
      state: os.session.state.handler(() => api.session.state(undefined)),
      signIn: os.session.signIn.handler(({ input }) => api.session.signIn(input)),
      signOut: os.session.signOut.handler(({ input }) => api.session.signOut(input)),
      startAnew: os.session.startAnew.handler(() => api.session.startAnew(undefined)),
    },
    settings: {
      get: os.settings.get.handler(() => api.settings.get(undefined)),
      set: os.settings.set.handler(({ input }) => api.settings.set(input)),
    },
    agents: { list: os.agents.list.handler(() => api.agents.list(undefined)) },
    teams: { list: os.teams.list.handler(() => api.teams.list(undefined)) },
    contacts: {
      find: os.contacts.find.handler(({ input }) => api.contacts.find(input)),
      belongings: os.contacts.belongings.handler(({ input }) => api.contacts.belongings(input)),
    },
    accounts: { find: os.accounts.find.handler(({ input }) => api.accounts.find(input)) },
    devices: {
      lookUp: os.devices.lookUp.handler(({ input }) => api.devices.lookUp(input)),
      lookUpList: os.devices.lookUpList.handler(({ input }) => api.devices.lookUpList(input)),
      card: os.devices.card.handler(({ input }) => api.devices.card(input)),
      import: os.devices.import.handler(({ input }) => api.devices.import(input)),
    },
    registrations: {
      list: os.registrations.list.handler(({ input }) => api.registrations.list(input)),
      decide: os.registrations.decide.handler(({ input }) => api.registrations.decide(input)),
      ask: os.registrations.ask.handler(({ input }) => api.registrations.ask(input)),
      entry: os.registrations.entry.handler(() => api.registrations.entry(undefined)),
      keepEntry: os.registrations.keepEntry.handler(({ input }) => api.registrations.keepEntry(input)),
    },
    customers: {
      card: os.customers.card.handler(({ input }) => api.customers.card(input)),
      deletionRequests: os.customers.deletionRequests.handler(({ input }) => api.customers.deletionRequests(input)),
      act: os.customers.act.handler(({ input }) => api.customers.act(input)),
      export: os.customers.export.handler(({ input }) => api.customers.export(input)),
      entry: os.customers.entry.handler(() => api.customers.entry(undefined)),
      keepEntry: os.customers.keepEntry.handler(({ input }) => api.customers.keepEntry(input)),
    },
    estimates: {
      send: os.estimates.send.handler(({ input }) => api.estimates.send(input)),
      withdraw: os.estimates.withdraw.handler(({ input }) => api.estimates.withdraw(input)),
      entry: os.estimates.entry.handler(({ input }) => api.estimates.entry(input)),
      keepEntry: os.estimates.keepEntry.handler(({ input }) => api.estimates.keepEntry(input)),
    },
    rmas: {
      counters: os.rmas.counters.handler(() => api.rmas.counters(undefined)),
      board: os.rmas.board.handler(({ input }) => api.rmas.board(input)),
      column: os.rmas.column.handler(({ input }) => api.rmas.column(input)),
      page: os.rmas.page.handler(({ input }) => api.rmas.page(input)),
      get: os.rmas.get.handler(({ input }) => api.rmas.get(input)),
      ofCase: os.rmas.ofCase.handler(({ input }) => api.rmas.ofCase(input)),
      ofSerial: os.rmas.ofSerial.handler(({ input }) => api.rmas.ofSerial(input)),
      scan: os.rmas.scan.handler(({ input }) => api.rmas.scan(input)),
      create: os.rmas.create.handler(({ input }) => api.rmas.create(input)),
      addLine: os.rmas.addLine.handler(({ input }) => api.rmas.addLine(input)),
      removeLine: os.rmas.removeLine.handler(({ input }) => api.rmas.removeLine(input)),
      setField: os.rmas.setField.handler(({ input }) => api.rmas.setField(input)),
      step: os.rmas.step.handler(({ input }) => api.rmas.step(input)),
      stepMany: os.rmas.stepMany.handler(({ input }) => api.rmas.stepMany(input)),
      entry: os.rmas.entry.handler(({ input }) => api.rmas.entry(input)),
      keepEntry: os.rmas.keepEntry.handler(({ input }) => api.rmas.keepEntry(input)),
    },
    templates: {
      list: os.templates.list.handler(() => api.templates.list(undefined)),
      save: os.templates.save.handler(({ input }) => api.templates.save(input)),
      remove: os.templates.remove.handler(({ input }) => api.templates.remove(input)),
      values: os.templates.values.handler(({ input }) => api.templates.values(input)),
      entry: os.templates.entry.handler(() => api.templates.entry(undefined)),
      keepEntry: os.templates.keepEntry.handler(({ input }) => api.templates.keepEntry(input)),
    },
    views: {
      list: os.views.list.handler(() => api.views.list(undefined)),
      save: os.views.save.handler(({ input }) => api.views.save(input)),
      remove: os.views.remove.handler(({ input }) => api.views.remove(input)),
      counters: os.views.counters.handler(() => api.views.counters(undefined)),
      names: os.views.names.handler(({ input }) => api.views.names(input)),
    },
    attention: {
      snooze: os.attention.snooze.handler(({ input }) => api.attention.snooze(input)),
      wake: os.attention.wake.handler(({ input }) => api.attention.wake(input)),
      look: os.attention.look.handler(({ input }) => api.attention.look(input)),
    },
    attachments: {
      stage: os.attachments.stage.handler(({ input }) => api.attachments.stage(input)),
      unstage: os.attachments.unstage.handler(({ input }) => api.attachments.unstage(input)),
      fetch: os.attachments.fetch.handler(({ input }) => api.attachments.fetch(input)),
      read: os.attachments.read.handler(({ input }) => api.attachments.read(input)),
      limits: os.attachments.limits.handler(() => api.attachments.limits(undefined)),
    },
    presence: { set: os.presence.set.handler(({ input }) => api.presence.set(input)) },
    openingHours: os.openingHours.handler(() => api.openingHours(undefined)),
    queues: {
      counters: os.queues.counters.handler(() => api.queues.counters(undefined)),
      page: os.queues.page.handler(({ input }) => api.queues.page(input)),
      indexOf: os.queues.indexOf.handler(({ input }) => api.queues.indexOf(input)),
    },
    dashboard: os.dashboard.handler(({ input }) => api.dashboard(input)),
    search: os.search.handler(({ input }) => api.search(input)),
    cases: {
      get: os.cases.get.handler(({ input }) => api.cases.get(input)),
      byNumber: os.cases.byNumber.handler(({ input }) => api.cases.byNumber(input)),
      thread: os.cases.thread.handler(({ input }) => api.cases.thread(input)),
      setStatus: os.cases.setStatus.handler(({ input }) => api.cases.setStatus(input)),
      setOwner: os.cases.setOwner.handler(({ input }) => api.cases.setOwner(input)),
      setTitle: os.cases.setTitle.handler(({ input }) => api.cases.setTitle(input)),
      setDescription: os.cases.setDescription.handler(({ input }) => api.cases.setDescription(input)),
      setTeam: os.cases.setTeam.handler(({ input }) => api.cases.setTeam(input)),
      create: os.cases.create.handler(({ input }) => api.cases.create(input)),
      entry: os.cases.entry.handler(() => api.cases.entry(undefined)),
      keepEntry: os.cases.keepEntry.handler(({ input }) => api.cases.keepEntry(input)),
      addNote: os.cases.addNote.handler(({ input }) => api.cases.addNote(input)),
    },
    drafts: {
      get: os.drafts.get.handler(({ input }) => api.drafts.get(input)),
      save: os.drafts.save.handler(({ input }) => api.drafts.save(input)),
      list: os.drafts.list.handler(() => api.drafts.list(undefined)),
    },
    sync: {
      state: os.sync.state.handler(() => api.sync.state(undefined)),
      now: os.sync.now.handler(() => api.sync.now(undefined)),
      setWorkOffline: os.sync.setWorkOffline.handler(({ input }) => api.sync.setWorkOffline(input)),
      pauseFirstSync: os.sync.pauseFirstSync.handler(() => api.sync.pauseFirstSync(undefined)),
      resumeFirstSync: os.sync.resumeFirstSync.handler(() => api.sync.resumeFirstSync(undefined)),
      operations: os.sync.operations.handler(({ input }) => api.sync.operations(input)),
      retry: os.sync.retry.handler(({ input }) => api.sync.retry(input)),
      withdraw: os.sync.withdraw.handler(({ input }) => api.sync.withdraw(input)),
      edit: os.sync.edit.handler(({ input }) => api.sync.edit(input)),
      resolveConflict: os.sync.resolveConflict.handler(({ input }) => api.sync.resolveConflict(input)),
      answerDeletions: os.sync.answerDeletions.handler(({ input }) => api.sync.answerDeletions(input)),
      recovered: os.sync.recovered.handler(() => api.sync.recovered(undefined)),
      removeRecovered: os.sync.removeRecovered.handler(({ input }) => api.sync.removeRecovered(input)),
      exportUnsent: os.sync.exportUnsent.handler(() => api.sync.exportUnsent(undefined)),
    },
    events: os.events.handler(({ signal }) => eventStream(desk, signal)),
  })
}
