import { describe, expect, it } from 'vitest'
import { payloadHashOf } from '#portal/server/sync/payload-hash.ts'
import { type Operation, operation } from '#shared/portal-api/operations.ts'

const common = {
  opId: '018f0000-0000-7000-8000-000000000001',
  caseId: '018f0000-0000-7000-8000-00000000000c',
  schemaVersion: 1,
  authoredAt: 1_772_438_400_000,
  dependsOn: [],
}
const resolve = { to: 'resolved', base: { value: 'in_progress', version: 1 } }
const reply = { ...common, kind: 'note.create', visibility: 'public', body: 'Pozdravljeni, pošiljamo navodila. 😀' }
const hashOf = (input: object) => payloadHashOf(operation.parse(input))

describe('the fingerprint of an operation', () => {
  // Taken from version 0.1.0: ledgers hold these, and a desk may repeat such an operation after the portal's upgrade.
  it.each([
    ['a reply', reply, 'db70b1de9c8b88c3f5d09dbc8d35cab4e217de948540e4c1f4c53a973dfe97d1'],
    [
      'a note that resolves',
      { ...common, kind: 'note.create', visibility: 'internal', body: 'Rešeno.', status: resolve },
      '6899e7c6a571ae91606061fdaa380e24ffa875d52686e548912eb6753bf972bc',
    ],
    [
      'an owner',
      { ...common, kind: 'case.update', ownerId: { to: null, base: { value: 'ana', version: 4 } } },
      'eafa89e632a74aa5f7d6c46690678ff5fa3c61c2aad9c16594347d27998f648b',
    ],
    [
      'status and owner together',
      {
        ...common,
        kind: 'case.update',
        status: resolve,
        ownerId: { to: 'ana', base: { value: null, version: 1 } },
      },
      '57b3ba5447d32fa61bae66f514cc1c992e123d5cde8f45213073dd79e48e1c0d',
    ],
  ])('is what version 1 made of %s', (_, input, hash) => {
    expect(hashOf(input)).toBe(hash)
    expect(hashOf({ ...input, schemaVersion: 2 })).toBe(hash)
  })

  // Taken from before an approval could name a company.
  it('is what it was of a decision that names no company', () => {
    const { caseId: _, ...decision } = { ...common, kind: 'registration.decide', registrationId: 'r1', reason: null }
    expect(hashOf({ ...decision, decision: 'approved' })).toBe(
      'e9329879eed7dca39e650b63e267d4762ce9804247d2e6ceda450f65b630f83f',
    )
    expect(hashOf({ ...decision, decision: 'rejected', reason: 'Podjetja ne poznamo.' })).toBe(
      'f9de9e8c741ee08a75d65ed69f96598787f313f0b8bd658201026c9f73f71194',
    )
  })

  it('does not depend on how the operation travels', () => {
    const moved = { ...reply, dependsOn: ['018f0000-0000-7000-8000-000000000002'], attachments: [], schemaVersion: 2 }
    expect(hashOf(moved)).toBe(hashOf(reply))
  })

  it('differs for every difference of meaning', () => {
    const file = {
      id: '018f0000-0000-7000-8000-000000000003',
      fileName: 'a.txt',
      mediaType: 'text/plain',
      size: 1,
      sha256: 'ab'.repeat(32),
    }
    const decision: Operation = {
      kind: 'registration.decide',
      opId: common.opId,
      schemaVersion: 2,
      authoredAt: common.authoredAt,
      dependsOn: [],
      registrationId: 'r1',
      decision: 'approved',
      reason: null,
    }
    const hashes = [
      hashOf(reply),
      hashOf({ ...reply, body: 'druge besede' }),
      hashOf({ ...reply, visibility: 'internal' }),
      hashOf({ ...reply, attachments: [file] }),
      hashOf({ ...reply, attachments: [{ ...file, fileName: 'b.txt' }] }),
      payloadHashOf(decision),
      payloadHashOf({ ...decision, decision: 'rejected' }),
      payloadHashOf({ ...decision, registrationId: 'r2' }),
      payloadHashOf({ ...decision, accountId: null }),
      payloadHashOf({ ...decision, accountId: 'a1' }),
      payloadHashOf({ ...decision, role: 'company' }),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
