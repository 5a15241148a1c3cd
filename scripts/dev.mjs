// npm run dev: the server, restarted at every change, and the console with hot reload (it passes API calls on).
import { spawn } from 'node:child_process'
import { ensureInstalled } from './install.mjs'
import { envFile, environment, main, pinnedNode, root } from './processes.mjs'
import { ensureWebApps } from './web-apps.mjs'

const isWindows = process.platform === 'win32'

await main(async () => {
  await ensureInstalled()
  await ensureWebApps()
  const watched = ['--watch', ...envFile(), 'apps/server/src/main.ts']
  const vite = ['run', '--silent', 'dev', '-w', 'apps/console']
  const server = spawn(pinnedNode, watched, {
    cwd: root,
    env: { LOG_LEVEL: 'debug', ...environment },
    stdio: ['inherit', 'pipe', 'inherit'],
  })
  const reader = spawn('pino-pretty', [], { cwd: root, env: environment, stdio: ['pipe', 'inherit', 'inherit'] })
  server.stdout.pipe(reader.stdin)
  const console_ = spawn('npm', vite, { cwd: root, env: environment, stdio: 'inherit', shell: isWindows })
  const children = [server, console_]
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches them by itself.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      for (const child of children) child.kill(signal)
    })
  }
  // The server restarts by itself; if either program ends for good, so does the other.
  return new Promise((resolve) => {
    for (const child of children) {
      child.on('exit', (status) => {
        for (const other of children) other.kill('SIGTERM')
        resolve(status ?? 1)
      })
    }
  })
})
