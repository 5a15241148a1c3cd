/**
 * Where a chaos test may kill this process: each name is a place between two steps that must not depend on each other.
 * `YOUWEN_FAILPOINT=after-commit-before-ack@0.01` kills with that probability at each pass, `…#100` at the hundredth
 * pass, the bare name at the first; several are separated by commas. Unset, a call costs nothing worth measuring.
 */
export type Failpoint =
  | 'after-commit-before-ack'
  | 'after-commit-before-publish'
  | 'before-robot-answer'
  | 'before-rating-invitation'

export const failpoint = armFailpoints(process.env['YOUWEN_FAILPOINT'], () => process.kill(process.pid, 'SIGKILL'))

export function armFailpoints(spec: string | undefined, kill: () => void, random = Math.random) {
  const armed = new Map((spec ?? '').split(',').flatMap((part) => (part === '' ? [] : [triggerOf(part, random)])))
  if (armed.size === 0) return (_: Failpoint) => {}
  return (name: Failpoint) => {
    if (armed.get(name)?.()) kill()
  }
}

function triggerOf(part: string, random: () => number): [string, () => boolean] {
  const match = /^([a-z-]+)(?:@([\d.]+)|#(\d+))?$/.exec(part)
  if (!match) throw new Error(`YOUWEN_FAILPOINT: "${part}" is not name, name@probability or name#pass`)
  const [, name = '', probability, pass] = match
  if (probability !== undefined) return [name, () => random() < Number(probability)]
  let passes = 0
  return [name, () => ++passes === Number(pass ?? 1)]
}
