import { minifyContractRouter } from '@orpc/contract'
import { contract } from '@youwen/contract'
import type { Plugin } from 'vite'

const slim = '\0youwen:slim-contract'

/**
 * The browser calls the server by method and path alone; the schemas (and zod with them, some 40 KB gzip) do their work
 * on the server. Where the SDK builds its HTTP client it gets the contract without them.
 */
export const slimContract = (): Plugin => ({
  name: 'youwen:slim-contract',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === '@youwen/contract' && importer?.endsWith('/packages/sdk/src/api.ts') ? slim : undefined,
  load: (id) => (id === slim ? `export const contract = ${JSON.stringify(minifyContractRouter(contract))}` : undefined),
})
