import type { AssistantSettings, AssistantTask, AssistantUsage, SaveAssistantSettings } from '@youwen/contract'
import { open, seal } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import * as store from './store.ts'

export interface SettingsParts {
  readonly db: Db
  /** Seals the keys of all companies, each for its own place. */
  readonly sealingKey: Buffer
  readonly outbound: Pick<Outbound, 'faultOf'>
  readonly now: () => Date
}

/** As the server uses them. */
export interface KnownSettings {
  readonly baseUrl: string
  readonly model: string
  readonly key: string | undefined
  readonly tasks: readonly AssistantTask[]
  readonly monthlyAllowance: number | null
}

const placeOf = (companyId: string) => `assistant_settings.sealed_key of ${companyId}`
const nothing: KnownSettings = { baseUrl: '', model: '', key: undefined, tasks: [], monthlyAllowance: null }

export function createSettings({ db, sealingKey, outbound, now }: SettingsParts) {
  async function read(companyId: string): Promise<KnownSettings> {
    const row = await db.company(companyId, (tx) => store.findSettings(tx, companyId))
    if (!row) return nothing
    const { sealedKey, ...rest } = row
    return { ...rest, key: sealedKey === null ? undefined : open(sealingKey, sealedKey, placeOf(companyId)) }
  }

  const shown = ({ key, tasks, ...rest }: KnownSettings): AssistantSettings => ({
    ...rest,
    tasks: [...tasks],
    hasKey: key !== undefined,
  })

  return {
    read,

    get: async (companyId: string): Promise<AssistantSettings> => shown(await read(companyId)),

    async save(companyId: string, request: SaveAssistantSettings): Promise<AssistantSettings> {
      const { baseUrl, model, tasks, monthlyAllowance } = request
      if (tasks.length > 0 && model === '') throw faulty('model', 'assistant.model_missing', 'Which model is asked?')
      if ((tasks.length > 0 || baseUrl !== '') && outbound.faultOf(baseUrl) !== undefined) {
        throw faulty('baseUrl', 'assistant.address', 'This address may not be asked.')
      }
      const before = await read(companyId)
      // A key is for the house it was given for: it does not follow the address to another one.
      const isSameHouse = before.baseUrl !== '' && URL.parse(before.baseUrl)?.origin === URL.parse(baseUrl)?.origin
      const key = request.key ?? (isSameHouse ? before.key : undefined)
      const sealedKey = key ? seal(sealingKey, key, placeOf(companyId)) : null
      const row = { baseUrl, model, sealedKey, tasks: [...new Set(tasks)], monthlyAllowance }
      await db.company(companyId, (tx) => store.putSettings(tx, companyId, row))
      return shown(await read(companyId))
    },

    async usage(companyId: string): Promise<AssistantUsage> {
      const tasks = await db.company(companyId, (tx) => store.findUsage(tx, companyId, now()))
      const tokens = tasks.reduce((sum, { promptTokens, completionTokens }) => sum + promptTokens + completionTokens, 0)
      return { month: now().toISOString().slice(0, 7), tokens, tasks }
    },

    async tasks(companyId: string): Promise<AssistantTask[]> {
      const { baseUrl, tasks } = await read(companyId)
      return baseUrl === '' ? [] : [...tasks]
    },
  }
}
export type Settings = ReturnType<typeof createSettings>

const faulty = (path: string, code: string, title: string) =>
  new Refusal('invalid', code, title, { fields: [{ path, code, title }] })
