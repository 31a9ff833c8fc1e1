import { expect, test } from 'vitest'
import { DISABLED_FEATURES, disableFeatures } from '#main/host-electron/chromium.ts'

function commandLineWith(given: string) {
  const line = {
    value: given,
    getSwitchValue: () => line.value,
    appendSwitch: (_name: string, value = '') => {
      line.value = value
    },
  }
  return line
}

test('answers are not held back until a letter is drawn, whatever else the command line switches off', () => {
  const plain = commandLineWith('')
  disableFeatures(plain)
  expect(plain.value).toBe(DISABLED_FEATURES.join(','))

  const other = commandLineWith('Translate,MediaRouter')
  disableFeatures(other)
  expect(other.value).toBe(`Translate,MediaRouter,${DISABLED_FEATURES.join(',')}`)
  disableFeatures(other)
  expect(other.value).toBe(`Translate,MediaRouter,${DISABLED_FEATURES.join(',')}`)
})
