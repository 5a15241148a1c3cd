import { type AppEntry, type AppName, appNames, type OptionalApp } from '@youwen/contract'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import { announce } from './events.ts'
import * as store from './store.ts'

export function createAppService({ db, now }: { db: Db; now: () => Date }) {
  async function listFor(tx: Tx, { companyId, agentId }: AgentCaller): Promise<AppEntry[]> {
    const off = new Set(await store.findOff(tx, companyId))
    const uses = new Map((await store.findUses(tx, companyId, agentId, now())).map((use) => [use.app, use]))
    return appNames.map((app) => ({
      app,
      isOn: !off.has(app),
      uses: uses.get(app)?.uses ?? 0,
      lastUsedAt: uses.get(app)?.lastUsedAt.toISOString() ?? null,
    }))
  }

  return {
    list: (agent: AgentCaller): Promise<AppEntry[]> => db.company(agent.companyId, (tx) => listFor(tx, agent)),

    use: ({ companyId, agentId }: AgentCaller, app: AppName): Promise<void> =>
      db.company(companyId, (tx) => store.addUse(tx, companyId, agentId, app, now())),

    /** What an app holds stays as it is, and is there again when it is switched on. */
    switch: (agent: AgentCaller, app: OptionalApp, isOn: boolean): Promise<AppEntry[]> =>
      db.company(agent.companyId, async (tx) => {
        const { companyId } = agent
        await store.putSwitch(tx, companyId, app, isOn, now())
        announce(tx, { type: 'app.switched', companyId })
        return listFor(tx, agent)
      }),
  }
}
export type AppService = ReturnType<typeof createAppService>
