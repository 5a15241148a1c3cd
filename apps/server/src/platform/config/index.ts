import { resolve } from 'node:path'
import { readSecret } from './secret.ts'
import { ConfigError, createReader, type Environment } from './variables.ts'

export { ConfigError } from './variables.ts'

export interface Config {
  /** 0: any free one. */
  readonly port: number
  readonly host: string
  /** Where browsers find this installation; decides about secure cookies. */
  readonly publicUrl: URL
  /** A PostgreSQL of your own; without it the embedded one in `dataDir` runs. */
  readonly databaseUrl?: string
  /** The embedded PostgreSQL also listens on 127.0.0.1 at this port. */
  readonly embeddedPort?: number
  readonly databasePoolSize: number
  /** Absolute. Database, files and generated secrets. */
  readonly dataDir: string
  /** Several nodes: what happens on one is told to the others over this NATS server. */
  readonly natsUrl?: string
  /** Files go to this bucket; without it to `dataDir`. */
  readonly s3?: S3Config
  /** Every key is derived from it. */
  readonly secret: Buffer
  /** Whose administrators are told of the installation's own troubles, by its code; else those of the first company. */
  readonly operatorCompany?: string
  readonly isDemo: boolean
  readonly logLevel: LogLevel
  /** Networks whose X-Forwarded-For is believed; the rest of the world could write anything there. */
  readonly trustProxy: string[]
  /** Where requests to addresses that people typed in may go besides the internet, and without https if need be. */
  readonly outboundNetworks: string[]
  /** Web push: our private key (else made from `secret`), and where push services find the operator. */
  readonly vapidKey?: Buffer
  readonly pushContact?: string
  /** Where the providers of short messages are asked, if not at their usual places. */
  readonly smsAliyunUrl?: URL
  readonly smsTencentUrl?: URL
  /** A host of its own for uploaded files, so that nothing in them can act in the console's name. */
  readonly filesOrigin?: URL
}

export interface S3Config {
  readonly endpoint: URL
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * Reads every setting at once, so that a mistake shows at the start and not at night. Documented in `.env.example`.
 * Without YOUWEN_SECRET one is made and kept in the data folder.
 */
export function readConfig(env: Environment): Config {
  const read = createReader(env)
  const port = read.integer('PORT', { from: 0, to: 65_535 }) ?? 8100
  const dataDir = resolve(read.text('YOUWEN_DATA') ?? 'data')
  const natsUrl = read.url('NATS_URL', ['nats:', 'tls:', 'ws:', 'wss:'])?.href
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:'])?.href
  const embeddedPort = read.integer('YOUWEN_POSTGRES_PORT', { from: 1, to: 65_535 })
  const filesOrigin = read.url('FILES_ORIGIN', ['http:', 'https:'])
  const s3 = readS3(read)
  const vapidKey = read.key('VAPID_PRIVATE_KEY')
  const pushContact = read.contact('VAPID_SUBJECT')
  const smsAliyunUrl = read.url('SMS_ALIYUN_URL', ['http:', 'https:'])
  const smsTencentUrl = read.url('SMS_TENCENT_URL', ['http:', 'https:'])
  const operatorCompany = read.text('OPERATOR_COMPANY')?.toLowerCase()
  if (natsUrl && !read.text('YOUWEN_SECRET')) {
    throw new ConfigError('YOUWEN_SECRET', 'has to be set when NATS_URL is: every node needs the same one')
  }
  return {
    port,
    host: read.text('HOST') ?? '127.0.0.1',
    publicUrl: read.url('PUBLIC_URL', ['http:', 'https:']) ?? new URL(`http://localhost:${port}`),
    ...(databaseUrl && { databaseUrl }),
    ...(embeddedPort && { embeddedPort }),
    databasePoolSize: read.integer('DATABASE_POOL_SIZE', { from: 2, to: 500 }) ?? 10,
    dataDir,
    ...(natsUrl && { natsUrl }),
    ...(s3 && { s3 }),
    secret: readSecret(read.text('YOUWEN_SECRET'), dataDir),
    ...(operatorCompany && { operatorCompany }),
    isDemo: read.flag('YOUWEN_DEMO') ?? true,
    logLevel: read.oneOf('LOG_LEVEL', logLevels) ?? 'info',
    trustProxy: read.networks('TRUST_PROXY'),
    outboundNetworks: read.networks('OUTBOUND_NETWORKS'),
    ...(vapidKey && { vapidKey }),
    ...(pushContact && { pushContact }),
    ...(smsAliyunUrl && { smsAliyunUrl }),
    ...(smsTencentUrl && { smsTencentUrl }),
    ...(filesOrigin && { filesOrigin }),
  }
}

function readS3(read: ReturnType<typeof createReader>): S3Config | undefined {
  const endpoint = read.url('S3_ENDPOINT', ['http:', 'https:'])
  const bucket = read.text('S3_BUCKET')
  if (!endpoint && !bucket) return undefined
  const required = (name: string, value: string | undefined) => {
    if (!value) throw new ConfigError(name, 'has to be set when files are kept in S3')
    return value
  }
  if (!endpoint) throw new ConfigError('S3_ENDPOINT', 'has to be set when files are kept in S3')
  return {
    endpoint,
    bucket: required('S3_BUCKET', bucket),
    region: read.text('S3_REGION') ?? 'us-east-1',
    accessKeyId: required('S3_ACCESS_KEY_ID', read.text('S3_ACCESS_KEY_ID')),
    secretAccessKey: required('S3_SECRET_ACCESS_KEY', read.text('S3_SECRET_ACCESS_KEY')),
  }
}
