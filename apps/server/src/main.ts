import { type App, createApp, type Parts } from './app.ts'
import { type Config, ConfigError, readConfig } from './platform/config/index.ts'
import { migrate, startEmbedded } from './platform/db/index.ts'
import { Refusal } from './platform/errors.ts'
import { createLog } from './platform/log/index.ts'
import { createDemo } from './seed/demo.ts'

const startedAt = performance.now()

function readSettings(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

const config = readSettings()
const log = createLog(config.logLevel)

/** What is running, so that whatever ends us closes it in order. */
const running = new AsyncDisposableStack()
let stopping: Promise<void> | undefined

async function stop(reason: string): Promise<void> {
  log.info({ reason }, 'stopping')
  await running.disposeAsync()
  log.info('stopped')
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(1)
    stopping = stop(signal)
    stopping.catch((error) => {
      log.fatal({ err: error }, 'stopping failed')
      process.exit(1)
    })
  })
}

// After an error that nobody caught, nothing in memory can be trusted; what is durable can.
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'a defect ended this process')
  process.exitCode = 1
  stopping ??= stop('uncaughtException')
  setTimeout(() => process.exit(1), 5_000).unref()
  stopping.catch(() => {}).finally(() => process.exit(1))
})

async function start(): Promise<void> {
  const database = config.databaseUrl
    ? { url: config.databaseUrl }
    : running.use(
        await startEmbedded({
          dataDir: config.dataDir,
          ...(config.embeddedPort && { port: config.embeddedPort }),
          onRestart: (reason) => log.error({ err: reason }, 'PostgreSQL had to be started again'),
        }),
      )
  await migrate(database.url)
  let first: FirstLogin | undefined
  const app = running.use(
    await createApp({
      config,
      databaseUrl: database.url,
      log,
      furnish: async (parts) => {
        if (!(await parts.company.exists())) first = await furnish(parts)
      },
    }),
  )
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  log.info({ seconds }, 'ready')
  console.log(greeting(app, first))
}

interface FirstLogin {
  readonly companyCode: string
  readonly logins: readonly { readonly account: string; readonly password: string; readonly isOneTime: boolean }[]
}

/** A server without a company is new. Several nodes may find that at once: one of them makes it. */
async function furnish(parts: Parts): Promise<FirstLogin | undefined> {
  try {
    if (config.isDemo) return await createDemo(parts, { shopUrl: config.publicUrl.href })
    const { password } = await parts.createCompany({
      code: 'main',
      name: '我的公司',
      owner: { account: 'owner', name: '管理员' },
    })
    return { companyCode: 'main', logins: [{ account: 'owner', password, isOneTime: true }] }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'company.code_taken') return undefined
    throw error
  }
}

function greeting(app: App, first: FirstLogin | undefined): string {
  const lines = ['', '  有问 Youwen', `  客服工作台 Console    ${app.url}/`]
  if (config.isDemo) lines.push(`  演示商店 Demo shop    ${app.url}/demo/`)
  lines.push(`  接口文档 API docs     ${app.url}/docs/api`)
  if (first) {
    lines.push('', '  首次登录，密码只显示这一次 · First login; these passwords are shown this once:')
    lines.push(`  公司代码 Company      ${first.companyCode}`)
    for (const { account, password, isOneTime } of first.logins) {
      lines.push(`  ${account.padEnd(22)}${password}${isOneTime ? '   (须修改 to be changed)' : ''}`)
    }
  }
  return [...lines, ''].join('\n')
}

await start()
