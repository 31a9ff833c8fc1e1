import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { RESOURCES } from '#shared/i18n/index.ts'
import { OPERATION_STATES, type OperationView } from '#shared/rpc/models.ts'
import { usefulFilters } from '../../../src-renderer/features/sync/filters.ts'
import {
  editableText,
  groupOperations,
  isOneLine,
  operationText,
  operationTitle,
  uploadProgress,
} from '../../../src-renderer/features/sync/operation-words.ts'

const i18n = createInstance({ lng: 'sl', resources: RESOURCES, defaultNS: 'desk', initAsync: false })
void i18n.init()
const title = (view: OperationView) => operationTitle(view, i18n.t)

function view(over: Partial<OperationView>): OperationView {
  return {
    opId: '01890000-0000-7000-8000-000000000001',
    kind: 'case.update',
    caseId: 'case',
    caseNumber: 'CAS-00001-A1B2C3',
    caseTitle: 'Ura',
    state: 'waiting',
    visibility: null,
    body: null,
    status: null,
    owner: null,
    title: null,
    description: null,
    teamName: null,
    otherNumber: null,
    decision: null,
    contactAction: null,
    createsTemplate: false,
    createsView: false,
    createsMacro: false,
    snoozes: false,
    estimate: null,
    rma: null,
    attachments: [],
    writtenAt: 1,
    settledAt: null,
    undoUntil: null,
    overtook: 0,
    withdrawable: true,
    editable: true,
    attempts: 0,
    nextAttemptAt: null,
    problem: null,
    conflict: null,
    changedByName: null,
    ...over,
  }
}

describe('an operation in words', () => {
  it('says what it will do', () => {
    const note = { kind: 'note.create', body: 'Pozdravljeni' } as const
    expect(title(view({ ...note, visibility: 'public' }))).toBe('Odgovor')
    expect(title(view({ ...note, visibility: 'internal' }))).toBe('Interna opomba')
    expect(title(view({ ...note, visibility: 'public', status: 'resolved' }))).toBe('Odgovor in stanje »Rešeno«')
    expect(title(view({ status: 'waiting_for_details' }))).toBe('Stanje → Čakanje na podrobnosti')
    expect(title(view({ owner: { id: 'a', name: 'Ana Zupančič' } }))).toBe('Lastnik → Ana Zupančič')
    expect(title(view({ owner: { id: null, name: null } }))).toBe('Lastnik odstranjen')
    expect(title(view({ title: 'Ura zaostaja' }))).toBe('Naslov → »Ura zaostaja«')
    expect(title(view({ description: '' }))).toBe('Nov opis')
    expect(title(view({ teamName: 'Servis (RMA)' }))).toBe('Skupina → Servis (RMA)')
    expect(title(view({ kind: 'case.create', title: 'Vrata', description: 'Ne odklenejo' }))).toBe('Nov zahtevek')
    expect(title(view({ kind: 'registration.decide', decision: 'rejected' }))).toBe('Registracija zavrnjena')
  })

  it('gives to edit what the desk would replace', () => {
    const note = view({ kind: 'note.create', visibility: 'public', body: 'Pozdravljeni' })
    expect([editableText(note), operationText(note), isOneLine(note)]).toEqual(['Pozdravljeni', 'Pozdravljeni', false])
    const renamed = view({ title: 'Ura zaostaja' })
    expect([editableText(renamed), operationText(renamed), isOneLine(renamed)]).toEqual(['Ura zaostaja', null, true])
    expect(editableText(view({ description: 'Od jutra' }))).toBe('Od jutra')
  })
})

describe('the list of operations', () => {
  it('leaves no state out, and puts what needs a person first', () => {
    const all = OPERATION_STATES.map((state) => view({ state }))
    const { attention, pending, settled } = groupOperations(all)
    expect(attention.map(({ state }) => state)).toEqual(['conflict', 'rejected', 'quarantined'])
    expect(pending.map(({ state }) => state)).toEqual(['waiting', 'sending'])
    expect(settled.map(({ state }) => state)).toEqual(['settled'])
    expect(usefulFilters(all, 'all')).toHaveLength(OPERATION_STATES.length + 1)
  })

  it('offers the filters that show something, and keeps the chosen one', () => {
    expect(usefulFilters([view({})], 'all')).toEqual(['all', 'waiting'])
    expect(usefulFilters([view({})], 'conflict')).toEqual(['all', 'conflict', 'waiting'])
  })

  it('adds up the files that are on their way', () => {
    const file = {
      id: 'f',
      fileName: 'a.zip',
      mediaType: 'application/zip',
      size: 10,
      state: 'uploading',
      sent: 4,
    } as const
    const attachments = [file, { ...file, id: 'g', sent: 40 }, { ...file, id: 'h', state: 'here' as const }]
    expect(uploadProgress([view({ attachments }), view({ attachments, state: 'settled' })])).toEqual({
      files: 2,
      sent: 14,
      size: 20,
    })
    expect(uploadProgress([view({})])).toBeNull()
  })
})
