import { findContacts } from '#main/store/mirror/contacts.ts'
import { withOwners } from '#main/store/mirror/device-hits.ts'
import { findDevices } from '#main/store/mirror/devices.ts'
import { rmasNumbered } from '#main/store/mirror/rma-list.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { rmaDigits } from '#shared/domain/rma-number.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { searchApi } from './index.ts'

const CASES = 8
const OTHERS = 4
/** Shorter pieces are in nearly every serial number. */
const MIN_SERIAL = 3
const MIN_NAME = 2

/** One question for all that the palette shows, so that it is drawn at once. */
export function findAllApi(ctx: DeskContext): DeskApi['findAll'] {
  const search = searchApi(ctx)
  return async ({ text }) => {
    const words = text.trim()
    const { mirror } = ctx.work()
    const digits = rmaDigits(words)
    return {
      cases: await search({ text: words, limit: CASES }),
      people: words.length < MIN_NAME ? [] : findContacts(mirror, words, OTHERS),
      devices: lookUpKey(words).length < MIN_SERIAL ? [] : withOwners(mirror, findDevices(mirror, words, OTHERS)),
      rmas: digits === null ? [] : rmasNumbered(mirror, digits, OTHERS, ctx.deps.clock()),
    }
  }
}
