import { expect, it } from 'vitest'
import { checkPassword } from '#portal/customers/password-check.ts'

it.each(['Password', 'Iloveyou', 'Trustno1', 'Password123', 'Geslo12345!', 'Spica2026!!', 'QWERTYUIOP', '1234Geslo'])(
  'refuses the common password %s',
  (password) => {
    expect(checkPassword(password)).toBe('common_password')
  },
)

it('refuses what everybody knows of the person', () => {
  expect(checkPassword('JanezNovak', ['janez.novak', 'JanezNovak'])).toBe('common_password')
  expect(checkPassword('JanezNovak77', ['janeznovak'])).toBe('common_password')
  expect(checkPassword('Janez Novak pije čaj', ['janeznovak', 'Janez', 'Novak'])).toBeNull()
})

it('says first what is wrong with the form', () => {
  expect(checkPassword('pass')).toBe('too_short')
  expect(checkPassword('password')).toBe('no_capital')
})

it.each(['Modra miza 7 korakov', 'Tri žabe skačejo', 'xK9#mQ2v'])('takes %s', (password) => {
  expect(checkPassword(password)).toBeNull()
})
