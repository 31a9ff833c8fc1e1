import { describe, expect, it } from 'vitest'
import { demoStories, demoWorld } from '#portal/demo/generate.ts'
import { seededRandom } from '#portal/demo/random.ts'
import { fill } from '#portal/demo/template.ts'
import { SCENARIOS } from '#portal/demo/texts/index.ts'

const options = { now: Date.UTC(2026, 2, 2, 12, 30) }
const world = demoWorld(options)
const stories = [...demoStories(world, options)]
const texts = stories.flatMap(({ case: row, notes }) => [row.title, row.description, ...notes.map((note) => note.body)])

describe('texts of the demo data', () => {
  it('come from many scenarios, each told in two turns', () => {
    expect(SCENARIOS.sl.length).toBeGreaterThanOrEqual(40)
    const ids = [...SCENARIOS.sl, ...SCENARIOS.en].map((scenario) => scenario.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('have no unfilled slots, doubled spaces or words run together', () => {
    for (const text of texts) {
      expect(text).not.toMatch(/[{}[\]|]|undefined|null|NaN/)
      expect(text).not.toMatch(/ {2}|\n{3}| [,.;:!?)](?!\.)|\( /)
      expect(text).toBe(text.trim())
      expect(text).not.toBe('')
    }
  })

  it('are Slovene, with a small share of English for customers abroad', () => {
    const contacts = new Map(world.contacts.map((row) => [row.id, row]))
    const english = stories.filter((story) => contacts.get(story.case.contactId)?.language === 'en')
    expect(english.length).toBeGreaterThan(20)
    expect(english.length).toBeLessThan(stories.length * 0.2)
    for (const { case: row } of english)
      expect((row.title + row.description).replaceAll('Špica', '')).not.toMatch(/[čšžČŠŽ]|\b(ne|ni|pri|prosimo)\b/)
    const slovene = stories.filter((story) => contacts.get(story.case.contactId)?.language === 'sl')
    const withCarons = slovene.filter(({ case: row }) => /[čšž]/i.test(row.title + row.description))
    expect(withCarons.length).toBeGreaterThan(slovene.length * 0.85)
  })

  it('do not repeat much', () => {
    const bodies = stories.map((story) => story.case.description)
    expect(new Set(bodies).size).toBeGreaterThan(bodies.length * 0.6)
    expect(new Set(stories.map((story) => story.case.title)).size).toBeGreaterThan(500)
  })

  it('have senders at reserved addresses only', () => {
    for (const contact of world.contacts) expect(contact.email).toMatch(/^[a-z0-9.]+@[a-z0-9-]+\.example$/)
    expect(new Set(world.contacts.map((contact) => contact.email)).size).toBe(world.contacts.length)
  })

  it('name companies and tax numbers once', () => {
    const accounts = world.accounts.map((account) => account.row)
    expect(new Set(accounts.map((row) => row.name)).size).toBe(accounts.length)
    expect(new Set(accounts.map((row) => row.taxNumber)).size).toBe(accounts.length)
  })
})

describe('a template', () => {
  it('fills slots, also those inside alternatives', () => {
    const text = fill('[Terminal {serial}|Bralnik {serial}] ne deluje.', { serial: 'ZT5-1' }, seededRandom(1))
    expect(['Terminal ZT5-1 ne deluje.', 'Bralnik ZT5-1 ne deluje.']).toContain(text)
  })

  it('refuses a slot without a value', () => {
    expect(() => fill('Terminal {serial}', {}, seededRandom(1))).toThrow('No value for {serial}')
  })
})
