import { parseArguments } from './arguments.ts'
import { f1 } from './proof/f1.ts'
import { f2 } from './proof/f2.ts'
import { f3 } from './proof/f3.ts'
import { f4 } from './proof/f4.ts'
import { f6 } from './proof/f6.ts'
import { f7 } from './proof/f7.ts'
import { f8 } from './proof/f8.ts'
import { f9 } from './proof/f9.ts'
import { f11 } from './proof/f11.ts'
import { f20 } from './proof/f20.ts'
import { f22 } from './proof/f22.ts'
import { x8 } from './proof/x8.ts'
import { isKept, nothing, type Outcome, type Proof } from './proof.ts'

const proofs: readonly Proof[] = [f1, f2, f3, f4, f6, f7, f8, f9, f11, f20, f22, x8]

const { only, isJson, limits } = parseArguments(process.argv.slice(2), proofs)
const sum: Record<'attempted' | 'acknowledged' | 'read' | 'lost' | 'duplicated' | 'reordered' | 'kills', number> = {
  attempted: 0,
  acknowledged: 0,
  read: 0,
  lost: 0,
  duplicated: 0,
  reordered: 0,
  kills: 0,
}
let areKept = true

for (const proof of proofs.filter(({ id }) => only === undefined || id === only)) {
  console.log(`${proof.id.padEnd(4)} ${proof.what}`)
  const startedAt = performance.now()
  const outcome = await proof.run(limits).catch((error): Outcome => ({ ...nothing, failures: [String(error?.stack)] }))
  const { attempted, acknowledged, read, lost, duplicated, reordered, kills, failures, notes } = outcome
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  console.log(
    `     ${isKept(outcome) ? 'kept' : 'BROKEN'} in ${seconds} s: attempted ${attempted}, acknowledged ${acknowledged}, ` +
      `read ${read}, lost ${lost}, duplicated ${duplicated}, out of order ${reordered}, kills ${kills}`,
  )
  for (const failure of failures) console.log(`     ! ${failure}`)
  for (const note of notes) console.log(`     - ${note}`)
  areKept &&= isKept(outcome)
  for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += outcome[name]
}

if (isJson) console.log(JSON.stringify(sum))
if (!areKept) process.exitCode = 1
