import { parseArguments } from './arguments.ts'
import { extraction } from './bench/extraction.ts'
import { monitor, visitors } from './bench/feeds.ts'
import { filter } from './bench/filter.ts'
import { historySearch } from './bench/history-search.ts'
import { idleSockets } from './bench/idle-sockets.ts'
import { latency } from './bench/latency.ts'
import { list } from './bench/list.ts'
import { messages } from './bench/messages.ts'
import { phraseSearch } from './bench/phrase-search.ts'
import { reconnect } from './bench/reconnect.ts'
import { robot } from './bench/robot.ts'
import { sensitive } from './bench/sensitive.ts'
import { consoleSize, widgetSize } from './bench/sizes.ts'
import { start } from './bench/start.ts'
import { visitorTable } from './bench/visitor-table.ts'
import { type Bench, type Row, rowOf } from './row.ts'
import { printTable } from './table.ts'

const benches: readonly Bench[] = [
  messages,
  latency,
  idleSockets,
  reconnect,
  monitor,
  visitors,
  widgetSize,
  consoleSize,
  list,
  phraseSearch,
  extraction,
  robot,
  sensitive,
  filter,
  historySearch,
  visitorTable,
  start,
]

const { only, isJson, size } = parseArguments(process.argv.slice(2), benches)
const rows: Row[] = []
for (const bench of benches.filter(({ name }) => only === undefined || name === only)) {
  process.stderr.write(`${bench.name}: ${bench.what}\n`)
  try {
    rows.push(...[await bench.run(size)].flat())
  } catch (error) {
    console.error(error)
    rows.push(failed(bench, error))
  }
}
printTable(rows)
if (isJson) console.log(JSON.stringify({ rows: rows.map(({ notes: _, ...row }) => row) }))
if (!rows.every(({ met }) => met)) process.exitCode = 1

function failed({ name }: Bench, error: unknown): Row {
  const reason = error instanceof Error ? error.message : String(error)
  return { ...rowOf({ name, value: 0, unit: '-', budget: 'could not be measured', met: false }), notes: [reason] }
}
