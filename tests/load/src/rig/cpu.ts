import { readFileSync } from 'node:fs'

/** Ticks are hundredths of a second wherever Linux runs today. */
const tickMs = 10

/** What a process has used of all cores since it began, in milliseconds. */
export function cpuMs(pid: number): number {
  // After the name, which may hold anything: the 12th and 13th field are user and system time.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')
  return (Number(fields?.[11]) + Number(fields?.[12])) * tickMs
}
