import type { JobsOptions, Task } from './platform/jobs/index.ts'

/** What is done in the background, by name: when asked for, or `at` the times of a crontab line, in UTC. */
export type Chores = Readonly<Record<string, { readonly run: Task; readonly at?: string }>>

/** As the jobs want them. */
export function asJobs(chores: Chores): Pick<JobsOptions, 'tasks' | 'crontab'> {
  const all = Object.entries(chores)
  return {
    tasks: Object.fromEntries(all.map(([name, { run }]) => [name, run])),
    crontab: all.flatMap(([name, { at }]) => (at ? [`${at} ${name}`] : [])).join('\n'),
  }
}
