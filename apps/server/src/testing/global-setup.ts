import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, startEmbedded } from '../platform/db/index.ts'
import { createDatabase, dropDatabase } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database without rows; every test database is a copy of it. */
    templateUrl: string
  }
}

/**
 * One PostgreSQL for the whole run: an embedded one that skips the disk's promises, or, to run the same tests against
 * a server of your own, YOUWEN_TEST_DATABASE_URL (a role that may create databases).
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env['YOUWEN_TEST_DATABASE_URL']
  if (outside) {
    const templateUrl = await createDatabase(outside)
    await migrate(templateUrl)
    project.provide('templateUrl', templateUrl)
    return () => dropDatabase(templateUrl, outside)
  }
  const folder = await mkdtemp(join(tmpdir(), 'youwen-test-'))
  const database = await startEmbedded({ dataDir: folder, isDurable: false })
  await migrate(database.url)
  project.provide('templateUrl', database.url)
  return async () => {
    await database[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
}
