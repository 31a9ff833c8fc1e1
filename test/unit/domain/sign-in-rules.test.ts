import { expect, it } from 'vitest'
import { passwordProblem } from '#shared/domain/password.ts'
import { usernameKey, usernameProblem } from '#shared/domain/username.ts'

it.each([
  ['Kratko1', 'too_short'],
  ['same male crke', 'no_capital'],
  ['A'.repeat(1025), 'too_long'],
  ['Čakam na pomlad', null],
  ['ŽŽŽŽŽŽŽŽ', null],
  ['A'.repeat(1024), null],
] as const)('judges the password %s', (password, problem) => {
  expect(passwordProblem(password)).toBe(problem)
})

it('counts characters, not halves of them', () => {
  expect(passwordProblem('A😀😀😀')).toBe('too_short')
})

it.each([
  ['jn', 'too_short'],
  ['j'.repeat(101), 'too_long'],
  ['janez novak', 'invalid'],
  ['-janez', 'invalid'],
  ['janez\u0000', 'invalid'],
  ['janez<b>', 'invalid'],
  ['drugi@podjetje.example', 'invalid'],
  ['Janez@Podjetje.example', null],
  ['janez.novak', null],
  ['Žiga_2', null],
] as const)('judges the user name %s', (username, problem) => {
  expect(usernameProblem(username, 'janez@podjetje.example')).toBe(problem)
})

it('does not tell user names apart by capitals, spaces around or width', () => {
  expect(usernameKey(' JANEZ ')).toBe('janez')
  expect(usernameKey('ｊanez')).toBe('janez')
})
