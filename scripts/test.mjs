// npm test: installs what the tests need and runs all of them. Arguments go to vitest: npm test -- db -t 'a company'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { ensureMachine } from './machine.mjs'
import { main, run } from './processes.mjs'
import { ensureWebApps } from './web-apps.mjs'

const suites = ['unit', 'e2e']

await main(async (args) => {
  await ensureInstalled()
  const env = await ensureMachine()
  await ensureWebApps()
  const folder = mkdtempSync(join(tmpdir(), 'youwen-results-'))
  try {
    const results = []
    for (const suite of suites) results.push(await runSuite(suite, args, env, join(folder, `${suite}.json`)))
    const sum = (key) => results.reduce((total, result) => total + result[key], 0)
    console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
    return sum('failed') > 0 ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

async function runSuite(suite, args, env, report) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  // Some other file of the named ones may be in the other suite.
  const none = args.length > 0 ? ['--passWithNoTests'] : []
  const { status } = await run('vitest', ['run', '--project', suite, ...reporters, ...none, ...args], { env })
  const { passed, failed, skipped } = readReport(report)
  // A file that cannot be loaded, or an error outside any test, fails the run without failing a test.
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed, skipped }
}

function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const skipped = report.numPendingTests + report.numTodoTests
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}
