import { v7 as uuidv7 } from 'uuid'
import { startEchoTalk, startRig, startTalk } from '../rig/load.ts'
import { type Bench, rowOf } from '../row.ts'

const visitors = 1_000
const pace = { perSecond: 1_000, warmupMs: 3_000, measureMs: 10_000 }
const capacity = 100_000

export const latency: Bench = {
  name: 'latency',
  what: 'p99 from send to acknowledgement at 1,000 messages a second',
  async run() {
    await using rig = await startRig({ agents: 20 })
    await using generator = await startTalk(rig, { visitors, capacity })
    const ours = await generator.ask.pace(pace)
    const verdict = await generator.ask.settle(undefined)
    await generator[Symbol.asyncDispose]()
    await rig.server.kill('SIGTERM')

    const { echo, generator: echoes, begin } = await startEchoTalk({ sockets: visitors, capacity })
    await using _echo = echo
    await using _echoes = echoes
    await echo.ask.insertInto({
      url: rig.database.url,
      companyId: rig.company.companyId,
      conversationId: uuidv7(),
      visitorId: uuidv7(),
    })
    await begin()
    const bare = await echoes.ask.pace(pace)

    return rowOf({
      name: 'latency',
      value: ours.p99Ms,
      unit: 'ms',
      ceiling: bare.p99Ms,
      budget: '<= 3 x the p99 of a bare insert and echo',
      met: (ratio) => ratio <= 3 && verdict.lost === 0 && verdict.doubled === 0,
      notes: [
        `p50 ${ours.p50Ms.toFixed(2)} ms (bare ${bare.p50Ms.toFixed(2)} ms), longest ${ours.maxMs.toFixed(1)} ms (bare ${bare.maxMs.toFixed(1)} ms)`,
        `${ours.messages} messages, ${verdict.lost} lost, ${verdict.doubled} doubled`,
      ],
    })
  },
}
