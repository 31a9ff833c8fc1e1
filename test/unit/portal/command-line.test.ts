import { describe, expect, it } from 'vitest'
import { readCommandLine, UsageError } from '#portal/server/command-line.ts'

describe('importing devices', () => {
  const read = (...args: string[]) => readCommandLine(args, {}, 'linux')

  it('is a command or an option', () => {
    expect(read('import-devices', 'devices.xlsx', '--data', 'd')).toMatchObject({
      importDevices: 'devices.xlsx',
      dryRun: false,
      data: 'd',
    })
    expect(read('--dry-run', '--import-devices', 'devices.csv')).toMatchObject({
      importDevices: 'devices.csv',
      dryRun: true,
    })
  })

  it.each([
    [['--dry-run'], '--dry-run needs --import-devices'],
    [['--admin'], '--admin needs --add-agent'],
    [['--make-admin', 'a@x.si', '--not-admin', 'a@x.si'], '--make-admin and --not-admin go one at a time'],
    [['import-devices'], 'argument missing'],
  ])('refuses %j', (args, message) => {
    expect(() => read(...args)).toThrow(UsageError)
    expect(() => read(...args)).toThrow(message)
  })
})

const trusted = (TRUST_PROXY?: string) => readCommandLine(['--demo'], { TRUST_PROXY }, 'linux').trustProxy

describe('whom the portal believes about addresses', () => {
  it('is nobody where nothing is said', () => {
    expect([trusted(), trusted('')]).toEqual([undefined, undefined])
  })

  it('is the proxies in front, by address or net', () => {
    expect(trusted('10.0.0.5')).toEqual(['10.0.0.5'])
    expect(trusted('10.0.0.0/8, fd00::/8,loopback')).toEqual(['10.0.0.0/8', 'fd00::/8', 'loopback'])
  })

  it.each([
    'true',
    'false',
    '0',
    '1',
    '-1',
    '10.0.0',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    'proxy.example',
    ',',
  ])('is not %j, and the message says what it may be', (text) => {
    expect(() => trusted(text)).toThrow(UsageError)
    expect(() => trusted(text)).toThrow(
      /^TRUST_PROXY must be the addresses or nets of the reverse proxies .*10\.0\.0\.0\/8/,
    )
  })
})

describe('wrong arguments', () => {
  it.each([
    [['--port', 'abc'], '--port must be a whole number'],
    [['--cases', '5'], '--cases needs --demo'],
    [['--wrong'], "Unknown option '--wrong'"],
    [['--team', 'Servis'], '--team needs --add-agent or --agent-teams'],
    [['--agent-teams', 'a@b.example'], '--agent-teams needs --team'],
    [['--add-team', 'A', '--add-agent', 'B <b@b.example>'], 'one at a time'],
  ])('%j are refused with words for the person at the terminal', (args, message) => {
    expect(() => readCommandLine(args, {}, 'linux')).toThrow(UsageError)
    expect(() => readCommandLine(args, {}, 'linux')).toThrow(message)
  })
})
