import { minifyContractRouter } from '@orpc/contract'
import { contract } from '@youwen/contract'
import type { Plugin } from 'vite'

const slim = '\0youwen:slim-contract'

/**
 * The browser calls the server by method and path alone; the schemas (and zod with them, some 40 KB gzip) do their work
 * on the server. Where the SDK builds its HTTP client it gets the contract without them. Whoever imports a value beside a
 * schema would bring zod in again, and zod tries whether it may compile (`eval`), which the page's policy forbids and
 * reports: then there is no build.
 */
export const slimContract = (): Plugin => ({
  name: 'youwen:slim-contract',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === 'zod') this.error(`${importer} brings zod into the browser: take values from a file without schemas.`)
    return id === '@youwen/contract' && importer?.endsWith('/packages/sdk/src/api.ts') ? slim : undefined
  },
  load: (id) => (id === slim ? `export const contract = ${JSON.stringify(minifyContractRouter(contract))}` : undefined),
})
