import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StormReport } from '../crowd/lines.ts'
import { type Settled, settled } from '../crowd/settled.ts'
import { startCrowd, startEcho, startRig } from '../rig/load.ts'
import { type RunningServer, startServer } from '../rig/server.ts'
import { pause } from '../rig/wait.ts'
import { type Bench, rowOf } from '../row.ts'

const visitors = 10_000
const speakers = 1_000
const agents = 20
/** What operators are promised (F9); the budget itself only asks for the time. */
const barMs = 15_000
const backLimitMs = 90_000
const chatterMs = 500

export const reconnect: Bench = {
  name: 'reconnect',
  what: 'from the first answer of a server that died with 10,000 sockets on it until all of them are back',
  async run() {
    await using rig = await startRig({ agents })
    await using crowd = startCrowd()
    const { siteKey: site, agents: people } = rig.company
    const { url, port } = rig.server
    const { dataDir } = rig.database
    const logFile = join(dataDir, 'server.log')
    await crowd.ask.gather({ url, site, visitors, tokens: people.map(({ token }) => token) })
    await crowd.ask.begin({ count: speakers })
    await rig.database.analyse()

    await crowd.ask.chatter({ ms: chatterMs })
    await crowd.ask.brace(undefined)
    await rig.server.kill('SIGKILL')
    await using server = await startServer({ dataDir, logFile, port })
    const killed = await crowd.ask.back({ limitMs: backLimitMs })
    mustRun(server, logFile, killed)
    const { tookMs } = await settled(crowd, rig)

    await crowd.ask.chatter({ ms: chatterMs })
    await crowd.ask.brace(undefined)
    await crowd.ask.cut(undefined)
    const cut = await crowd.ask.back({ limitMs: backLimitMs })
    mustRun(server, logFile, cut)
    const verdict = await settled(crowd, rig)
    const { changed, restarted } = await crowd.ask.identities(undefined)

    await crowd[Symbol.asyncDispose]()
    await server.kill('SIGTERM')
    const bare = await bareStorms(killed)

    const strangers = verdict.people - visitors
    const { lost, duplicated, reordered, unsent } = verdict
    const isWhole = lost + duplicated + reordered + unsent + strangers + changed + restarted === 0
    return rowOf({
      name: 'reconnect',
      value: backSeconds(killed),
      unit: 's',
      ceiling: backSeconds(bare.killed),
      budget: 'all resumed, nothing lost or doubled',
      met: [killed, cut].every(isBack) && isWhole,
      notes: [
        `SIGKILL in the middle of ${speakers} conversations, the same port again after ${s(killed.reachableMs)}: ${count(killed)} back ${s(killed.backMs)} after the drop, ${killed.backMs <= barMs ? 'within' : 'BEYOND'} the ${barMs / 1_000} s of F9; ${s(tookMs)} later everything was acknowledged and shown`,
        `then all lines cut at once, at the clients' end: ${count(cut)} back ${s(cut.backMs)} after it (from a bare server: ${s(bare.cut.backMs)})`,
        `ceiling: as many of the SDK's connections to an echo that stays away as long; ${count(bare.killed)} back`,
        `attempts: ${tries(killed)}; after the cut: ${tries(cut)}; bare: ${tries(bare.killed)}`,
        `${spoken(verdict)}; ${changed} visitors taken for somebody else, ${strangers} made anew, ${restarted} conversations not resumed`,
        ...([killed, cut].every(isBack)
          ? []
          : ['who is still away was not shown what he missed, which counts as lost']),
        ...verdict.examples,
      ],
    })
  },
}

const s = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const isBack = ({ back, lines }: StormReport) => back === lines
const count = ({ back, lines }: StormReport) => `${back} of ${lines}`
const tries = ({ attempts, troubles }: StormReport) => [attempts, ...troubles].join(', ')
const spoken = ({ attempted, acknowledged, read, lost, duplicated, reordered, unsent }: Settled) =>
  `${attempted} messages, ${acknowledged} acknowledged, ${read} of them shown to all, ${lost} lost, ${duplicated} doubled, ${reordered} out of order, ${unsent} unanswered`

const backSeconds = (storm: StormReport) => (isBack(storm) ? storm.backMs - storm.reachableMs : backLimitMs) / 1_000

/** A server that cannot stand a storm has no time to report. */
function mustRun(server: RunningServer, logFile: string, storm: StormReport) {
  if (!server.exit()) return
  const fatal = readFileSync(logFile, 'utf8')
    .split('\n')
    .findLast((line) => line.includes('"level":"fatal"'))
  const { err, msg } = JSON.parse(fatal ?? '{}')
  throw new Error(`The server ended in the storm, ${count(storm)} back: ${msg ?? 'no word'}: ${err?.stack ?? ''}`)
}

/** The same two storms over a server that does nothing. It stays away as long as ours did: back-off is the same then. */
async function bareStorms({ reachableMs }: StormReport) {
  await using crowd = startCrowd()
  await using first = startEcho()
  const url = await first.ask.listen(undefined)
  await crowd.ask.gatherBare({ url, count: visitors + agents })
  await crowd.ask.brace(undefined)
  const diedAt = performance.now()
  await first[Symbol.asyncDispose]()
  await using second = startEcho()
  await second.ask.resident(undefined)
  await pause(Math.max(0, diedAt + reachableMs - performance.now()))
  await second.ask.listen(Number(new URL(url).port))
  const killed = await crowd.ask.back({ limitMs: backLimitMs })
  await crowd.ask.brace(undefined)
  await crowd.ask.cut(undefined)
  const cut = await crowd.ask.back({ limitMs: backLimitMs })
  return { killed, cut }
}
