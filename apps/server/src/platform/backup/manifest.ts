import { z } from 'zod'

const Table = z.object({ name: z.string(), columns: z.array(z.string()) })

/** The first entry of a backup: what the rest of it is, and which schema it needs. */
export const Manifest = z.object({
  format: z.literal('youwen-backup-1'),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** The version of graphile-worker's schema; null when no server ever ran. */
  jobsVersion: z.int().nullable(),
  tables: z.array(Table),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type Manifest = z.infer<typeof Manifest>
export type Table = z.infer<typeof Table>

/** The last entry: without it the backup is not whole. */
export const Completion = z.object({ rows: z.record(z.string(), z.int()), files: z.int() })

export const manifestEntry = 'manifest.json'
export const completionEntry = 'complete.json'
/** What the data folder holds beside the database. */
export const keptPaths = ['files', 'secret'] as const
