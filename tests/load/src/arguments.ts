import { parseArgs } from 'node:util'

const usage = `npm run bench [-- --only NAME] [-- --json]`

/** Ends the process with what is allowed when something else was asked for. */
export function parseArguments(
  args: readonly string[],
  benches: readonly { readonly name: string; readonly what: string }[],
) {
  const names = benches.map(({ name, what }) => `  ${name.padEnd(14)} ${what}`).join('\n')
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    if (values.only !== undefined && !benches.some(({ name }) => name === values.only)) {
      throw new Error(`There is no "${values.only}".`)
    }
    return { only: values.only, isJson: values.json }
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}\n${names}`)
    process.exit(2)
  }
}
