import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Two on two cores, where one would be usual: much of a unit test is waiting for a database or a line. */
const maxWorkers = Math.max(2, availableParallelism() - 1)

const everything = '**/*.test.{ts,tsx,mjs}'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`apps/${everything}`, `packages/${everything}`, `scripts/${everything}`, `tests/${everything}`],
          exclude: ['**/node_modules/**', '**/dist/**', 'tests/e2e/**'],
          globalSetup: ['apps/server/src/testing/global-setup.ts'],
          maxWorkers,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Real Chromium against really started servers: one file at a time, or the machine is the bottleneck.
        extends: true,
        test: {
          name: 'e2e',
          include: [`tests/e2e/${everything}`],
          globalSetup: ['apps/server/src/testing/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // npm run pictures: no test, but it needs what the tests have.
        extends: true,
        test: {
          name: 'pictures',
          include: ['tests/e2e/src/pictures{,-desk}.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
})
