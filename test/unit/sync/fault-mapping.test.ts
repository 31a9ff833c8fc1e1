import { AxiosError, type AxiosResponse } from 'axios'
import { expect, it } from 'vitest'
import { faultOfError, faultOfResponse } from '#main/sync/fault-mapping.ts'
import { PORTAL_FAULTS, PortalFault } from '#main/sync/portal-fault.ts'
import { problemOf } from '#main/sync/problems.ts'
import { DESK_PROBLEMS } from '#shared/rpc/problem.ts'

/** As the HTTP client tells what the machine says, for instance `read ENETDOWN`. */
const axiosError = (code: string, syscall?: string) =>
  AxiosError.from(Object.assign(new Error(`${syscall ?? ''} ${code}`), { code, ...(syscall && { syscall }) }))
const answer = (status: number, body = '', headers: Record<string, string> = {}): AxiosResponse =>
  ({ status, data: body, headers }) as unknown as AxiosResponse
const problem = (status: number, code: string) => JSON.stringify({ type: 'about:blank', title: 'x', status, code })

it.each([
  ['ECONNRESET', 'unreachable', false],
  ['ENETDOWN', 'unreachable', false],
  ['ECONNABORTED', 'timeout', false],
  ['ETIMEDOUT', 'timeout', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', true],
  ['CERT_HAS_EXPIRED', 'tls', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', true],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', true],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'tls', false],
  ['ERR_TLS_RENEGOTIATION_DISABLED', 'tls', false],
  ['EPROTO', 'tls', false],
  ['ERR_BAD_RESPONSE', 'bad_response', false],
  ['HPE_INVALID_CONSTANT', 'bad_response', false],
])('%s is %s', (code, fault, nothingDone) => {
  expect(faultOfError(axiosError(code), false)).toMatchObject({ code: fault, nothingDone })
})

it.each([
  ['connect', 'ECONNREFUSED', true],
  ['connect', 'ENETUNREACH', true],
  ['connect', 'EHOSTUNREACH', true],
  ['getaddrinfo', 'ENOTFOUND', true],
  ['getaddrinfo', 'EAI_AGAIN', true],
  ['read', 'ENETDOWN', false],
  ['read', 'EHOSTUNREACH', false],
  ['write', 'ENETUNREACH', false],
])('%s %s: the portal certainly did nothing: %s', (syscall, code, nothingDone) => {
  expect(faultOfError(axiosError(code, syscall), false)).toMatchObject({ code: 'unreachable', nothingDone })
})

it('of several addresses none may have been connected', () => {
  const tried = (...syscalls: string[]) => {
    const errors = syscalls.map((syscall) => axiosError('ENETUNREACH', syscall).cause)
    return faultOfError(AxiosError.from(Object.assign(new AggregateError(errors), { code: 'ENETUNREACH' })), false)
  }
  expect(tried('connect', 'connect')).toMatchObject({ code: 'unreachable', nothingDone: true })
  expect(tried('connect', 'read')).toMatchObject({ code: 'unreachable', nothingDone: false })
})

it('what the desk took back itself is no failure of the portal', () => {
  expect(faultOfError(axiosError('ERR_CANCELED'), true)).toMatchObject({ code: 'aborted' })
})

it.each([
  [401, problem(401, 'unauthorized'), 'unauthorized'],
  [401, problem(401, 'wrong_credentials'), 'wrong_credentials'],
  [401, '<html>', 'unauthorized'],
  [403, problem(403, 'forbidden'), 'unauthorized'],
  [403, '<html>', 'bad_response'],
  [404, '<html>', 'bad_response'],
  [409, problem(409, 'scope_changed'), 'scope_changed'],
  [410, problem(410, 'resync_needed'), 'resync_needed'],
  [413, '', 'too_large'],
  [426, '', 'client_too_old'],
  [429, '', 'throttled'],
  [400, problem(400, 'invalid_request'), 'refused'],
  [400, '', 'bad_response'],
  [302, '', 'bad_response'],
  [500, '', 'unavailable'],
  [503, '', 'unavailable'],
])('HTTP %i %s is %s', async (status, body, code) => {
  expect(await faultOfResponse(answer(status, body))).toMatchObject({ code })
})

it('reads Retry-After as seconds, and as a date by the portal’s own clock', async () => {
  const date = 'Mon, 02 Mar 2026 08:00:00 GMT'
  const wait = async (value: string, headers: Record<string, string> = {}) =>
    (await faultOfResponse(answer(503, '', { 'retry-after': value, ...headers }))).retryAfterMs
  expect(await wait('120')).toBe(120_000)
  expect(await wait('Mon, 02 Mar 2026 08:00:30 GMT', { date })).toBe(30_000)
  expect(await wait('Mon, 02 Mar 2026 07:00:00 GMT', { date })).toBe(0)
  expect(await wait('soon')).toBeNull()
})

it('the screen has a problem for every fault', () => {
  for (const code of PORTAL_FAULTS) expect(DESK_PROBLEMS).toContain(problemOf(new PortalFault(code)).code)
  expect(problemOf(new PortalFault('throttled', '', { retryAfterMs: 1_500 }))).toEqual({
    code: 'throttled',
    params: { seconds: 2 },
  })
  expect(problemOf(new TypeError('x'))).toEqual({ code: 'internal', params: {} })
})
