import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DeskApi } from '#main/desk/api.ts'
import { DeskFault } from '#main/desk/fault.ts'
import type { BulkAction } from '#shared/rpc/bulk.ts'
import { ACCOUNT, AGENTS, CASES, CONTACTS, DESKS, REGISTRATIONS, TEAMS } from './base.ts'
import { pseudoRandom, type VirtualTime } from './clock.ts'
import type { Command } from './commands.ts'
import { type DeskWorld, SimDesk } from './desk.ts'
import type { DiskStats } from './disk.ts'
import { inDoubt } from './doubt.ts'
import { runGroup, saveMacro, undoGroup } from './groups.ts'
import { Network, type NetworkStats } from './network.ts'
import type { SimPortal } from './portal.ts'
import { type Done, repair } from './repair-acts.ts'
import type { RepairCommand } from './repair-commands.ts'

export type WrittenKind =
  | 'note'
  | 'status'
  | 'owner'
  | 'title'
  | 'description'
  | 'team'
  | 'create'
  | 'merge'
  | 'unmerge'
  | 'split'
  | 'link'
  | 'decide'
  | 'ask'
  | 'estimate'
  | 'withdraw estimate'
  | 'access'
  | 'mark'
  | 'rma'
  | 'rma line'
  | 'remove line'
  | 'line field'
  | 'step'
  | 'template'
  | 'delete template'
  | 'view'
  | 'delete view'
  | 'snooze'
  | 'macro'

/** What an agent was told is safe. */
export type Written = {
  opId: string
  desk: number
  kind: WrittenKind
  /** A case's, a registration's, a contact's, a template's or a view's id. */
  on: string
  /** Ids of the RMA that it makes and of the lines that it is about. */
  of?: string[]
  /** Id of the case that it makes. */
  makes?: string | undefined
  /** Id of the other case that its operation names: of one that was merged it is the one that carries it on. */
  names?: string | undefined
  /** Unlike all others, so that they can be counted. */
  words: string | null
  /** Taken back or replaced by the agent since. */
  withdrawn: boolean
  /** It was to be taken back or replaced, and nobody heard what became of that. */
  doubtful?: boolean
  /** The command that it belongs to. */
  group?: string
}

/** `caseId`: of a case that was made. */
type Acted = { opId: string; caseId?: string }

/** The clocks of the desks may be days off. */
const FAR_AWAY = '2027-12-31'

const NAMING: ReadonlySet<WrittenKind> = new Set(['merge', 'unmerge', 'link'])
const NAMED = `SELECT coalesce(operation ->> 'intoId', operation ->> 'otherId') AS id FROM operation WHERE op_id = ?`
const UNSENT = `SELECT count(*) AS n FROM operation WHERE state IN ('waiting', 'sending')`

export const POISON = 'strup'

export type Stats = { network: NetworkStats; disk: DiskStats; commands: number; faults: Record<string, number> }

/** Lets every promise that can go on go on: the desk waits for nothing but the network and timers, which are ours. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

export class World {
  readonly portal: SimPortal
  readonly network: Network
  readonly time: VirtualTime
  readonly desks: SimDesk[]
  readonly stats: Stats
  readonly written: Written[] = []
  /** All words that anybody tried to write, by agent or customer. */
  readonly words = new Set<string>()
  /** Ids of cases: the first ones, and those that agents made. */
  readonly caseIds: string[] = CASES.map(({ id }) => id)
  /** What happened that never may. */
  readonly defects: string[] = []
  readonly decided = new Set<number>()
  readonly drafts = new Map<string, string>()
  #count = 0
  readonly #chance: number

  constructor(options: {
    portal: SimPortal
    time: VirtualTime
    chance: number
    folder: string
    templates: (string | null)[]
    stats: Stats
  }) {
    const { portal, time, stats, folder, templates } = options
    this.#chance = options.chance
    this.portal = portal
    this.time = time
    this.stats = stats
    this.network = new Network(portal, stats.network)
    const world: DeskWorld = {
      time,
      network: this.network,
      random: pseudoRandom(options.chance),
      settle,
      diskStats: stats.disk,
      defect: (what) => this.defects.push(what),
    }
    this.desks = Array.from(
      { length: DESKS },
      (_, nth) => new SimDesk(world, nth, AGENTS[nth]!, join(folder, `desk-${nth}`), templates[nth] ?? null),
    )
  }

  settle = settle

  /** The time in which a reply can be taken back, or none. */
  async setUndo(nth: number, on: boolean): Promise<void> {
    const { api } = this.desks[nth] as SimDesk
    await this.#call(nth, () => api?.settings.set({ undoSendSeconds: on ? 10 : 0 }))
  }

  async run(command: Command): Promise<void> {
    this.stats.commands += 1
    await this.#run(command)
    await settle()
    await this.time.pass(20, settle)
  }

  /** The desk of a command; a machine that is off is switched on first. */
  async #desk(nth: number): Promise<SimDesk> {
    const desk = this.desks[nth] as SimDesk
    await desk.start()
    return desk
  }

  #caseId(at: number): string {
    return this.caseIds[at % this.caseIds.length] as string
  }

  newWords(): string {
    this.#count += 1
    const words = `beseda${this.#count}x`
    this.words.add(words)
    return words
  }

  async #run(command: Command): Promise<void> {
    switch (command.do) {
      case 'note': {
        const words = this.newWords()
        const { visibility, status } = command
        return this.#act(command.desk, { kind: 'note', on: this.#caseId(command.at), words }, (api, caseId) =>
          api.cases.addNote({ caseId, visibility, body: words, evenSo: true, ...(status === null ? {} : { status }) }),
        )
      }
      case 'mark':
        return this.#mark(command)
      case 'mention': {
        const { visibility } = command
        const words = `${this.newWords()} ${AGENTS.map(({ name }) => `@${name}`).join(' ')}`
        return this.#act(command.desk, { kind: 'note', on: this.#caseId(command.at), words }, (api, caseId) =>
          api.cases.addNote({ caseId, visibility, body: words, evenSo: true }),
        )
      }
      case 'poison': {
        // It takes hours of simulated time to set one aside, so most schedules have none.
        const poisonous = this.#chance % 8 === 0
        const words = poisonous ? `${POISON} ${this.newWords()}` : this.newWords()
        if (poisonous) this.network.poison = POISON
        if (poisonous) this.#fault('poison')
        return this.#act(command.desk, { kind: 'note', on: this.#caseId(command.at), words }, (api, caseId) =>
          api.cases.addNote({ caseId, visibility: 'public', body: words, evenSo: true }),
        )
      }
      case 'status':
        return this.#act(command.desk, { kind: 'status', on: this.#caseId(command.at), words: null }, (api, caseId) =>
          api.cases.setStatus({ caseId, status: command.status }),
        )
      case 'owner': {
        const ownerId = command.owner === null ? null : AGENTS[command.owner]!.id
        return this.#act(command.desk, { kind: 'owner', on: this.#caseId(command.at), words: null }, (api, caseId) =>
          api.cases.setOwner({ caseId, ownerId }),
        )
      }
      case 'title': {
        const title = this.newWords()
        return this.#act(command.desk, { kind: 'title', on: this.#caseId(command.at), words: title }, (api, caseId) =>
          api.cases.setTitle({ caseId, title }),
        )
      }
      case 'bulk': {
        const { status } = command
        return this.#group(command.desk, this.caseIds, { kind: 'status', status }, null)
      }
      case 'save macro': {
        const name = this.newWords()
        return this.#act(command.desk, { kind: 'macro', on: '', words: name }, (api) =>
          saveMacro(api, name, command.status),
        )
      }
      case 'run macro': {
        const { api } = await this.#desk(command.desk)
        const [macro] = (await macrosOf(api)) ?? []
        if (!macro) return
        // Words that are in several cases could not be counted, so each case gets its own.
        for (const caseId of command.many ? [...this.caseIds] : [this.#caseId(command.at)]) {
          const words = this.newWords()
          const fills = { 'case.reference': words }
          await this.#group(command.desk, [caseId], { kind: 'macro', macroId: macro.id, fills }, words)
        }
        return
      }
      case 'undo command': {
        const desk = await this.#desk(command.desk)
        const { api } = desk
        if (!api) return
        this.decided.add(desk.nth)
        return this.#call(desk.nth, () => undoGroup(this, desk, api))
      }
      case 'description': {
        const words = this.newWords()
        const edit = async (api: DeskApi, caseId: string) => {
          const { description } = (await api.cases.get({ caseId })).case
          const lines = description.split('\n')
          lines[command.line % lines.length] = words
          return api.cases.setDescription({ caseId, description: lines.join('\n') })
        }
        return this.#act(command.desk, { kind: 'description', on: this.#caseId(command.at), words }, edit)
      }
      case 'team':
        return this.#act(command.desk, { kind: 'team', on: this.#caseId(command.at), words: null }, (api, caseId) =>
          api.cases.setTeam({ caseId, teamId: TEAMS[command.team]! }),
        )
      case 'create': {
        const title = this.newWords()
        const create = async (api: DeskApi) => {
          const made = await api.cases.create({
            caseType: 'support',
            title,
            description: title,
            contactId: CONTACTS[0]!.id,
            teamId: TEAMS[command.team]!,
            entitlementId: null,
            customerSystemId: null,
            warrantyRepair: null,
            serialNumber: null,
            customerReference: null,
          })
          this.caseIds.push(made.caseId)
          return made
        }
        return this.#act(command.desk, { kind: 'create', on: '', words: title }, create)
      }
      case 'merge':
        return this.#merge(command.desk, this.#caseId(command.at), this.#caseId(command.into))
      case 'cross': {
        const [one, other] = [this.#caseId(command.at), this.#caseId(command.into)]
        await this.#merge(command.desk, one, other)
        return this.#merge((command.desk + 1) % DESKS, other, one)
      }
      case 'unmerge':
        return this.#act(command.desk, { kind: 'unmerge', on: this.#caseId(command.at), words: null }, (api, caseId) =>
          api.relations.unmerge({ caseId }),
        )
      case 'split': {
        const title = this.newWords()
        const split = async (api: DeskApi) => {
          const caseId = this.#caseId(command.at)
          const { items } = await api.cases.thread({ caseId, limit: 50 })
          const notes = items.filter(
            (item) => item.type === 'note' && item.sending === null && item.id !== item.origin?.caseId,
          )
          const chosen = notes[command.nth % Math.max(1, notes.length)]
          if (!chosen) throw new DeskFault('invalid_input')
          const made = await api.relations.split({ caseId, title, noteIds: [chosen.id] })
          this.caseIds.push(made.caseId)
          return made
        }
        return this.#act(command.desk, { kind: 'split', on: '', words: title }, split)
      }
      case 'link': {
        const otherId = this.#caseId(command.other)
        const { how } = command
        return this.#act(command.desk, { kind: 'link', on: this.#caseId(command.at), words: null }, (api, caseId) =>
          how === 'unlink'
            ? api.relations.unlink({ caseId, otherId })
            : api.relations.link({ caseId, otherId, link: how }),
        )
      }
      case 'decide': {
        const registrationId = REGISTRATIONS[command.nth]!.id
        const companies = { found: {}, new: { accountId: null }, known: { accountId: ACCOUNT.id } }
        return this.#act(command.desk, { kind: 'decide', on: registrationId, words: null }, (api) =>
          api.registrations.decide({
            registrationId,
            decision: command.approve ? 'approved' : 'rejected',
            reason: null,
            ...companies[command.company ?? 'found'],
          }),
        )
      }
      case 'ask': {
        const registrationId = REGISTRATIONS[command.nth]!.id
        const words = this.newWords()
        return this.#act(command.desk, { kind: 'ask', on: registrationId, words }, (api) =>
          api.registrations.ask({ registrationId, question: words }),
        )
      }
      case 'estimate': {
        const words = this.newWords()
        const items = [{ description: words, quantity: 100, unitPrice: 6500, vatRate: 22 }]
        return this.#act(command.desk, { kind: 'estimate', on: this.#caseId(command.at), words }, (api, caseId) =>
          api.estimates.send({
            caseId,
            items,
            note: '',
            validUntil: FAR_AWAY,
            ...(command.lines ? { rmaLineIds: this.#linesOf(command.desk, caseId) } : {}),
          }),
        )
      }
      case 'withdraw estimate': {
        const withdraw = async (api: DeskApi, caseId: string) => {
          const open = (await api.cases.get({ caseId })).estimates.find(({ state }) => state === 'open')
          if (!open) throw new DeskFault('not_found')
          // One that has not left is taken back instead, also one that nobody heard was accepted.
          const own = this.written.find((written) => written.opId === open.id)
          const desk = this.desks[command.desk] as SimDesk
          const { opId } = await inDoubt(desk, own ? [own] : [], () =>
            api.estimates.withdraw({ caseId, estimateId: open.id }),
          )
          if (opId !== open.id) return { opId }
          if (own) own.withdrawn = true
          throw new DeskFault('not_found')
        }
        return this.#act(
          command.desk,
          { kind: 'withdraw estimate', on: this.#caseId(command.at), words: null },
          withdraw,
        )
      }
      case 'access': {
        const contactId = CONTACTS[1]!.id
        const act = async (api: DeskApi) => {
          const { opId } = await api.customers.act({ contactId, action: command.action })
          // A second click is the first one's operation.
          if (this.written.some((written) => written.opId === opId)) throw new DeskFault('invalid_input')
          return { opId }
        }
        return this.#act(command.desk, { kind: 'access', on: contactId, words: null }, act)
      }
      case 'draft': {
        const { api, nth } = await this.#desk(command.desk)
        const words = this.newWords()
        const caseId = this.#caseId(command.at)
        await this.#call(nth, async () => {
          await api?.drafts.save({ caseId, mode: 'reply', body: words })
          this.drafts.set(`${nth} ${caseId}`, words)
        })
        return
      }
      case 'withdraw':
        return this.#onOperation(command.desk, command.nth, async (desk, api, written) => {
          await inDoubt(desk, [written], () => api.sync.withdraw({ opId: written.opId }))
          written.withdrawn = true
        })
      case 'edit':
        return this.#onOperation(command.desk, command.nth, async (desk, api, written) => {
          const text = this.newWords()
          const { opId } = await inDoubt(desk, [written], () => api.sync.edit({ opId: written.opId, text }))
          written.withdrawn = true
          this.written.push({ ...written, opId, words: text, withdrawn: false, doubtful: false })
        })
      case 'retry':
        return this.#onOperation(command.desk, command.nth, async (desk, api, written) => {
          const { opId } = await inDoubt(desk, [written], () => api.sync.retry({ opId: written.opId }))
          if (opId === written.opId) return
          written.withdrawn = true
          this.written.push({ ...written, opId, withdrawn: false })
        })
      case 'resolve':
        return this.#resolve(command.desk, command.nth, command.choice)
      case 'customer writes': {
        const words = this.newWords()
        return this.portal.customerWrites(this.#caseId(command.at), command.contact, words)
      }
      case 'customer closes':
        return this.portal.customerCloses(this.#caseId(command.at), 0)
      case 'customer opens':
        return this.portal.customerOpens(0, this.newWords())
      case 'customer answers':
        return this.portal.customerAnswers(this.#caseId(command.at), command.approve)
      case 'applicant answers':
        return this.portal.applicantAnswers(REGISTRATIONS[command.nth]!.id, this.newWords())
      case 'sync': {
        const desk = await this.#desk(command.desk)
        if (this.network.requestsOf(desk.life).length === 0) {
          await this.#call(desk.nth, () => desk.api?.sync.now(undefined))
        }
        for (let nth = 0; nth < 8 && desk.running; nth++) {
          if (!(await this.network.deliver(desk.life, command.fates[nth] ?? 'ok', command.detail))) break
          await settle()
        }
        return
      }
      case 'deliver': {
        const desk = await this.#desk(command.desk)
        await this.network.deliver(desk.life, command.fate, command.detail)
        return
      }
      case 'arrive':
        return this.network.arrive(command.nth)
      case 'announce':
        return this.network.announce((await this.#desk(command.desk)).life)
      case 'pass':
        return this.time.pass(command.seconds * 1000, settle)
      case 'line': {
        this.#fault('offline')
        const desk = await this.#desk(command.desk)
        await this.#call(desk.nth, () => desk.api?.sync.setWorkOffline({ workOffline: command.offline }))
        return
      }
      case 'crash':
        ;(await this.#desk(command.desk)).disk.arm(command.writes, command.power)
        return
      case 'kill':
        return this.desks[command.desk]!.kill(command.power)
      case 'stop':
        return this.desks[command.desk]!.stop()
      case 'upgrade': {
        const desk = await this.#desk(command.desk)
        this.#fault((await desk.upgrade(command.outbox)) ? 'outbox migrated' : 'mirror lost')
        return
      }
      case 'disk':
        if (command.full) this.#fault('disk full')
        ;(await this.#desk(command.desk)).disk.full = command.full
        return
      case 'clock':
        this.#fault('clock skew')
        this.desks[command.desk]!.skew = command.minutes * 60_000
        return
      case 'portal':
        this.#fault('portal down')
        this.network.down = command.down
        if (command.down) this.network.restart()
        return
      case 'restart portal':
        return this.network.restart()
      case 'delete case':
        this.#fault('case deleted')
        return this.portal.deleteCase(this.#caseId(command.at))
      case 'move agent': {
        this.#fault('scope change')
        const teams = TEAMS.filter((_, bit) => (command.teams & (1 << bit)) !== 0)
        return this.portal.moveAgent(AGENTS[command.desk]!.id, teams)
      }
      case 'new epoch':
        this.#fault('new epoch')
        return this.portal.newEpoch()
      case 'prune':
        this.#fault('tombstones pruned')
        return this.portal.pruneTombstones()
      default:
        return this.#repair(command)
    }
  }

  async #mark({ desk: nth, at, what }: Extract<Command, { do: 'mark' }>): Promise<void> {
    const caseId = this.#caseId(at)
    const { api } = await this.#desk(nth)
    if (what === 'look') return this.#call(nth, () => api?.attention.look({ caseId }))
    if (what === 'unread') return this.#call(nth, () => api?.attention.markUnread({ caseId }))
    const now = this.time.now() + (this.desks[nth]?.skew ?? 0)
    return this.#act(nth, { kind: 'mark', on: caseId, words: null }, async ({ attention }) => {
      if (what === 'snooze') return attention.snooze({ caseId, until: now + 300_000 })
      if (what === 'until answer') return attention.snooze({ caseId, until: null })
      if (what === 'follow' || what === 'mute') {
        return attention.follow({ caseId, following: what === 'follow' ? 'yes' : 'no' })
      }
      const woken = await attention.wake({ caseId })
      if (woken === null) throw new DeskFault('not_found')
      return woken
    })
  }

  async #repair(command: RepairCommand): Promise<void> {
    const desk = await this.#desk(command.desk)
    const { api } = desk
    if (!api) return
    const stage = { api, desk, newWords: () => this.newWords(), caseId: (at: number) => this.#caseId(at) }
    await this.#call(desk.nth, async () => {
      const done: Done[] = await repair(stage, command)
      if (!desk.disk.dead) for (const one of done) this.written.push({ ...one, desk: desk.nth, withdrawn: false })
    })
  }

  #linesOf(nth: number, caseId: string): string[] {
    const sql = 'SELECT id FROM rma_line_shown WHERE case_pk = (SELECT pk FROM case_key WHERE id = ?) ORDER BY id'
    const rows = this.desks[nth]!.disk.read<{ id: string }>('mirror.db', sql, caseId) ?? []
    return rows.map(({ id }) => id)
  }

  #fault(name: string): void {
    this.stats.faults[name] = (this.stats.faults[name] ?? 0) + 1
  }

  async #act(
    nth: number,
    about: Pick<Written, 'kind' | 'on' | 'words'>,
    action: (api: DeskApi, caseId: string) => Acted | Promise<Acted>,
  ): Promise<void> {
    const desk = await this.#desk(nth)
    const { api } = desk
    if (!api) return
    await this.#call(nth, async () => {
      const { opId, caseId: makes } = await action(api, about.on)
      // Not acknowledged by a machine that stopped meanwhile.
      if (desk.disk.dead) return
      const names = NAMING.has(about.kind)
        ? desk.disk.read<{ id: string }>('outbox.db', NAMED, opId)?.[0]?.id
        : undefined
      this.written.push({ ...about, makes, names, opId, desk: nth, withdrawn: false })
    })
  }

  #merge(nth: number, on: string, intoId: string): Promise<void> {
    return this.#act(nth, { kind: 'merge', on, words: null }, (api, caseId) =>
      api.relations.merge({ caseId, intoId, otherCompany: false }),
    )
  }

  async #group(nth: number, caseIds: readonly string[], action: BulkAction, words: string | null): Promise<void> {
    const desk = await this.#desk(nth)
    const { api } = desk
    if (api) await this.#call(nth, () => runGroup(this, desk, api, { caseIds: [...caseIds], action, words }))
  }

  /** One of those that this desk's agent wrote last. */
  async #onOperation(
    nth: number,
    back: number,
    action: (desk: SimDesk, api: DeskApi, written: Written) => Promise<void>,
  ): Promise<void> {
    const desk = await this.#desk(nth)
    const { api } = desk
    const mine = this.written.filter((written) => written.desk === nth && !written.withdrawn)
    const chosen = mine.at(-1 - back)
    if (!api || !chosen) return
    this.decided.add(nth)
    await this.#call(nth, () => action(desk, api, chosen))
  }

  async #resolve(nth: number, which: number, choice: 'mine' | 'theirs'): Promise<void> {
    const { api } = await this.#desk(nth)
    if (!api) return
    await this.#call(nth, async () => {
      const { operations } = await api.sync.operations({ limit: 200 })
      const open = operations.filter(({ state }) => state === 'conflict')
      const chosen = open[which % Math.max(1, open.length)]
      this.decided.add(nth)
      if (chosen) await api.sync.resolveConflict({ opId: chosen.opId, choice })
    })
  }

  /** What the desk answers at once, or when the network lets it. A fault that it names is a fine answer. */
  async #call(nth: number, action: () => unknown): Promise<void> {
    const { disk } = this.desks[nth]!
    const done = (async () => {
      try {
        await action()
      } catch (error) {
        const named = error instanceof DeskFault && error.code !== 'internal'
        if (!named && !disk.dead && this.desks[nth]!.running)
          this.defects.push(`a procedure failed: ${error instanceof Error ? error.stack : error}`)
      }
    })()
    await Promise.race([done, settle()])
  }

  /** The network, the disks and the portal work again; everybody is given time. Answers why somebody does not come to rest. */
  async heal(): Promise<string | null> {
    this.network.down = false
    for (const desk of this.desks) {
      desk.disk.full = false
      desk.disk.disarm()
    }
    while (this.network.strays > 0) await this.network.arrive(0)
    const began = this.time.now()
    // What the portal always fails with is tried for an hour and more before it is set aside.
    const patience = (this.network.poison === null ? 0.5 : 4) * 3_600_000
    let why: string | null = null
    for (let round = 0; round < 4000; round++) {
      for (const desk of this.desks) {
        await desk.start()
        const { api } = desk
        const state = desk.state()
        // As the screen does, which tries again what the disk had refused.
        if (api && !state) await this.#call(desk.nth, () => api.session.state(undefined))
        if (!api || !state) continue
        if (!state.signedIn) await this.#call(desk.nth, () => desk.signIn())
        if (state.workOffline) await this.#call(desk.nth, () => api.sync.setWorkOffline({ workOffline: false }))
        if (state.heldDeletions) await this.#call(desk.nth, () => api.sync.answerDeletions({ allow: true }))
        await this.network.announce(desk.life)
        await settle()
        for (let n = 0; n < 100 && (await this.network.deliver(desk.life, 'ok', 0)); n++) await settle()
      }
      why = await this.#unrest()
      if (why === null) return null
      if (this.time.now() - began > patience) return why
      const wait = this.time.untilNext()
      await this.time.pass(Math.min(wait ?? 60_000, 60_000), settle)
      while (this.network.strays > 0) await this.network.arrive(0)
    }
    return why
  }

  async #unrest(): Promise<string | null> {
    const head = await this.portal.head()
    for (const desk of this.desks) {
      const state = desk.state()
      const name = `desk ${desk.nth}`
      if (!state?.signedIn) return `${name} is not signed in: ${JSON.stringify(state)}`
      if (this.network.requestsOf(desk.life).length > 0) return `${name} is asking`
      // How far somebody has read is not counted among their work.
      const [unread] = desk.disk.read<{ n: number }>('outbox.db', UNSENT) ?? []
      if (unread && unread.n > 0) return `${name} has ${unread.n} operations to send`
      if (state.problem || state.waiting > 0 || state.firstSync) return `${name}: ${JSON.stringify(state)}`
      const cursor = desk.cursor()
      if (!cursor?.startsWith(head.epoch) || !cursor.endsWith(`.${head.seq}`))
        return `${name} is at ${cursor}, the portal at ${head.seq}`
    }
    return null
  }

  dispose(): void {
    for (const desk of this.desks) desk.dispose()
  }
}

/** Those that it can show; null while its profile cannot be opened. */
async function macrosOf(api: DeskApi | null) {
  try {
    return (await api?.macros.list(undefined)) ?? null
  } catch (error) {
    if (error instanceof DeskFault) return null
    throw error
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
