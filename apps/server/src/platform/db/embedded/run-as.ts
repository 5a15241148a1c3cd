import { existsSync, readFileSync, statSync } from 'node:fs'

/** The account PostgreSQL runs as; spread into the options of `spawn`. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root. Started by root it runs as whoever owns the cluster already, else as `nobody`
 * (initdb insists on an account with a name). Undefined: as ourselves.
 */
export function chooseAccount(clusterFolder: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(clusterFolder)) {
    const { uid, gid } = statSync(clusterFolder)
    if (uid !== 0) return { uid, gid }
  }
  const nobody = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody')
  return nobody ? { uid: Number(nobody[2]), gid: Number(nobody[3]) } : { uid: 65534, gid: 65534 }
}
