import { parseArgs } from 'node:util'
import type { Limits, Proof } from './proof.ts'

const usage = 'npm run chaos [-- --only F1] [-- --kills N] [-- --seconds S] [-- --smoke] [-- --json]'

/** As much as all proofs together do within five minutes. */
const usual: Limits = { kills: 6, seconds: 20, scale: 1 }
const smoke: Limits = { kills: 2, seconds: 6, scale: 0.1 }
/** What the smoke run proves in its twenty seconds. */
const smokeProof = 'F1'

/** Ends the process with what is allowed when something else was asked for. */
export function parseArguments(args: readonly string[], proofs: readonly Proof[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        kills: { type: 'string' },
        seconds: { type: 'string' },
        smoke: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const only = values.only ?? (values.smoke ? smokeProof : undefined)
    if (only !== undefined && !proofs.some(({ id }) => id === only)) throw new Error(`There is no proof "${only}".`)
    const base = values.smoke ? smoke : usual
    const limits = {
      ...base,
      kills: wholeNumber('--kills', values.kills) ?? base.kills,
      seconds: wholeNumber('--seconds', values.seconds) ?? base.seconds,
    }
    return { only, isJson: values.json, limits }
  } catch (error) {
    const list = proofs.map(({ id, what }) => `  ${id.padEnd(4)} ${what}`).join('\n')
    console.error(`${(error as Error).message}\n${usage}\n${list}`)
    process.exit(2)
  }
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`${name} takes a whole number from 1 on.`)
  return Number(value)
}
