// npm start: installs and builds what is missing, then runs the server. `.env` beside package.json is read if there.
import { ensureInstalled } from './install.mjs'
import { envFile, main, pinnedNode, runInForeground } from './processes.mjs'
import { ensureWebApps } from './web-apps.mjs'

await main(async (args) => {
  await ensureInstalled()
  await ensureWebApps()
  return runInForeground(pinnedNode, [...envFile(), 'apps/server/src/main.ts', ...args])
})
