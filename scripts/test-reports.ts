/** What a runner's JSON report says, in the words of the last lines of `npm test`. */
export type Outcome = { passed: number; failed: number; skipped: number; failures: string[]; secondTry: string[] }

export const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [], secondTry: [] }

/** As much of a failure's message as tells which it is, without the colours of a terminal. */
function brief(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour is one.
  const lines = message.replaceAll(/\x1b\[[0-9;]*m/g, '').split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, 6)
    .map((line) => `    ${line.trim()}`)
    .join('\n')
}

export type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** @param root the folder that names of files are told from */
export function ofVitest(report: VitestReport, root: string): Outcome {
  const failures: string[] = []
  const secondTry: string[] = []
  for (const file of report.testResults) {
    const name = file.name.replace(`${root}/`, '')
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    for (const test of failed) failures.push(`${name} › ${test.fullName}\n${brief(test.failureMessages[0] ?? '')}`)
    // A file that could not be loaded, or whose hooks failed, has no failed test.
    if (file.status === 'failed' && failed.length === 0) failures.push(`${name}\n${brief(file.message)}`)
    for (const test of file.assertionResults) {
      const [first] = test.failureMessages
      if (test.status === 'passed' && first !== undefined) secondTry.push(`${name} › ${test.fullName}\n${brief(first)}`)
    }
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
    failures,
    secondTry,
  }
}

type Suite = {
  suites?: Suite[]
  specs?: {
    title: string
    file: string
    line: number
    tests: { status: string; results: { error?: { message?: string } }[] }[]
  }[]
}
export type PlaywrightReport = Suite & {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

export function ofPlaywright(report: PlaywrightReport): Outcome {
  const failures: string[] = []
  const secondTry: string[] = []
  const walk = (suite: Suite): void => {
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests) {
        const message = test.results.find((result) => result.error)?.error?.message ?? ''
        const told = `${spec.file}:${spec.line} › ${spec.title}\n${brief(message)}`
        if (test.status === 'unexpected') failures.push(told)
        if (test.status === 'flaky') secondTry.push(told)
      }
    for (const inner of suite.suites ?? []) walk(inner)
  }
  walk(report)
  const { expected, flaky, unexpected, skipped } = report.stats
  return { passed: expected + flaky, failed: unexpected, skipped, failures, secondTry }
}
