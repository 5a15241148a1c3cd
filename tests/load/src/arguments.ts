import { parseArgs } from 'node:util'
import { readCount } from '../../../apps/server/src/seed/count.ts'
import type { Size } from './row.ts'

const usage = `npm run bench [-- --only NAME] [-- --messages 1m] [-- --json]`

/** Ends the process with what is allowed when something else was asked for. */
export function parseArguments(
  args: readonly string[],
  benches: readonly { readonly name: string; readonly what: string }[],
): { only: string | undefined; isJson: boolean; size: Size } {
  const names = benches.map(({ name, what }) => `  ${name.padEnd(14)} ${what}`).join('\n')
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string' }, messages: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    if (values.only !== undefined && !benches.some(({ name }) => name === values.only)) {
      throw new Error(`There is no "${values.only}".`)
    }
    const size = values.messages === undefined ? {} : { messages: readCount('--messages', values.messages) }
    return { only: values.only, isJson: values.json, size }
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}\n${names}`)
    process.exit(2)
  }
}
