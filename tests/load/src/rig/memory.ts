import { readFileSync } from 'node:fs'

/** Memory of a process that is really there, in bytes. */
export function residentBytes(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kib === undefined) throw new Error(`Process ${pid} tells no resident size.`)
  return Number(kib) * 1024
}
