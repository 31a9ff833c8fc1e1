import { expect, it } from 'vitest'
import { announcementOf } from '#main/desk/notices/words.ts'
import type { Notice } from '#shared/rpc/notices.ts'

const notice = (over: Partial<Notice> = {}): Notice => ({
  id: 'n1',
  kind: 'answer',
  caseId: 'c1',
  caseNumber: 'CAS-00001-A1B2C3',
  title: 'Vrata se ne odpirajo',
  accountName: 'Žaga Kočevje',
  byName: 'Jana Žagar',
  at: 1,
  unread: true,
  ...over,
})

it('one says what it is and of which case, never who or in which words', () => {
  expect(announcementOf([notice()], 'company', 'sl')).toEqual({
    title: 'Stranka je odgovorila',
    body: 'CAS-00001-A1B2C3 · Žaga Kočevje',
    count: 1,
    caseNumber: 'CAS-00001-A1B2C3',
    caseId: 'c1',
  })
  expect(announcementOf([notice({ kind: 'mention' })], 'title', 'en')).toMatchObject({
    title: 'You are mentioned in an internal note',
    body: 'CAS-00001-A1B2C3 · Žaga Kočevje\nVrata se ne odpirajo',
  })
})

it('where nothing may be read, nothing is', () => {
  const said = JSON.stringify(
    (['sl', 'en'] as const).flatMap((language) => [
      announcementOf([notice()], 'nothing', language)?.body,
      announcementOf([notice()], 'nothing', language)?.title,
    ]),
  )
  expect(said).not.toMatch(/CAS|Žaga|Jana|Vrata|stranka|customer/i)
})

it('several are one, with the first cases and how many more', () => {
  const many = Array.from({ length: 5 }, (_, at) =>
    notice({ id: `n${at}`, caseId: `c${at}`, caseNumber: `CAS-0000${at}`, accountName: 'Podjetje' }),
  )
  expect(announcementOf(many, 'company', 'sl')).toEqual({
    title: '5 novih obvestil',
    body: 'CAS-00000 · Podjetje\nCAS-00001 · Podjetje\nCAS-00002 · Podjetje\n+ 2',
    count: 5,
    caseNumber: null,
    caseId: null,
  })
  expect(announcementOf([notice(), notice({ id: 'n2', kind: 'assigned' })], 'title', 'sl')).toMatchObject({
    title: '2 novi obvestili',
    body: 'CAS-00001-A1B2C3 · Žaga Kočevje',
    caseId: 'c1',
  })
  expect(announcementOf([], 'company', 'sl')).toBeNull()
})
