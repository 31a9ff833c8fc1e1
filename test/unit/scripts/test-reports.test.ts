import { describe, expect, it } from 'vitest'
import { ofPlaywright, ofVitest } from '../../../scripts/test-reports.ts'

describe('the last lines of npm test', () => {
  it('name the tests that failed, that passed on their second try, and files that could not be loaded', () => {
    const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
      fullName,
      status,
      failureMessages,
    })
    const outcome = ofVitest(
      {
        numPassedTests: 2,
        numFailedTests: 1,
        numPendingTests: 0,
        testResults: [
          {
            name: '/somewhere/test/a.test.ts',
            status: 'failed',
            message: '',
            assertionResults: [
              test('is red', 'failed', '\u001b[31mError: one is not two\u001b[39m\n\n  at a.test.ts:3'),
              test('is green', 'passed'),
              test('is slow', 'passed', 'Error: no answer yet'),
            ],
          },
          { name: '/somewhere/test/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
        ],
      },
      '/somewhere',
    )
    expect(outcome.failures).toEqual([
      'test/a.test.ts › is red\n    Error: one is not two\n    at a.test.ts:3',
      'test/b.test.ts\n    no such module',
    ])
    expect(outcome.secondTry).toEqual(['test/a.test.ts › is slow\n    Error: no answer yet'])
    expect(outcome).toMatchObject({ passed: 2, failed: 1, skipped: 0 })
  })

  it('name browser tests however deep their groups are', () => {
    const spec = (title: string, status: string, message?: string) => ({
      title,
      file: 'specs/a.spec.ts',
      line: 7,
      tests: [{ status, results: [message === undefined ? {} : { error: { message } }] }],
    })
    const outcome = ofPlaywright({
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      specs: [spec('opens', 'expected')],
      suites: [
        { suites: [{ specs: [spec('closes', 'unexpected', 'Error: open')] }], specs: [spec('waits', 'flaky', 'late')] },
      ],
    })
    expect(outcome.failures).toEqual(['specs/a.spec.ts:7 › closes\n    Error: open'])
    expect(outcome.secondTry).toEqual(['specs/a.spec.ts:7 › waits\n    late'])
    expect(outcome).toMatchObject({ passed: 2, failed: 1 })
  })
})
