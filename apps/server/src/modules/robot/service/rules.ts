import type { RobotProfile, RobotReceives, RobotSettings, SaveRobotSettings } from '@youwen/contract'
import { createCompanyMemory } from '../../../platform/company-memory/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { defaultSettings, withDefaults } from '../defaults.ts'
import { announceChange, type RobotChanged } from '../events.ts'
import { findSettings, nextRevision, putSettings } from '../store/settings.ts'
import { standsInFor } from '../store/stand-in.ts'
import type { RulesParts } from './collaborators.ts'

/** How the robot of a company behaves: asked for whenever somebody begins to talk, so it is kept in memory. */
export function createRobotRules({ db, bus, events, files, localeOf, unknownSites }: RulesParts) {
  async function load(companyId: string): Promise<RobotSettings> {
    const found = await db.company(companyId, (tx) => findSettings(tx, companyId))
    const settings = found ?? defaultSettings(await localeOf(companyId))
    return {
      ...settings,
      says: withDefaults(settings.says),
      avatarUrl: files.avatarUrl(companyId, settings.avatarFileId),
    }
  }
  const memory = createCompanyMemory({
    bus,
    events,
    changed: 'robot.changed' satisfies RobotChanged['type'],
    load,
  })
  const settings = memory.of

  return {
    settings,
    profile: async (companyId: string): Promise<RobotProfile> => {
      const { name, avatarUrl } = await settings(companyId)
      return { name, avatarUrl }
    },

    async waitLimitMs(companyId: string): Promise<number | null> {
      const { waitLimitSeconds } = await settings(companyId)
      return waitLimitSeconds === null ? null : waitLimitSeconds * 1_000
    },

    async receives(companyId: string, siteId: string): Promise<RobotReceives> {
      const { receives, sites } = await settings(companyId)
      return sites.find((site) => site.siteId === siteId)?.receives ?? receives
    },

    standsInFor: (tx: Tx, companyId: string, agentId: string) => standsInFor(tx, companyId, agentId),

    async save({ companyId, agentId }: AgentCaller, request: SaveRobotSettings): Promise<RobotSettings> {
      if (request.suggestAt > request.answerAt) {
        const title = 'It cannot ask what was meant where it is surer than where it answers.'
        throw new Refusal('invalid', 'robot.thresholds', title, {
          fields: [{ path: 'suggestAt', code: 'robot.thresholds', title }],
        })
      }
      const unknown = await unknownSites(
        companyId,
        request.sites.map(({ siteId }) => siteId),
      )
      // A site that was removed meanwhile is left out; of one named twice the last word counts.
      const known = request.sites.filter(({ siteId }) => !unknown.includes(siteId))
      const sites = [...new Map(known.map((site) => [site.siteId, site])).values()]
      await db.company(companyId, async (tx) => {
        await nextRevision(tx, companyId)
        const before = await findSettings(tx, companyId)
        if (request.avatarFileId !== null && request.avatarFileId !== before?.avatarFileId) {
          await files.assertAvatar(tx, companyId, request.avatarFileId, agentId)
        }
        await putSettings(tx, companyId, { ...request, sites })
        announceChange(tx, companyId)
      })
      return load(companyId)
    },

    [Symbol.dispose]: () => memory[Symbol.dispose](),
  }
}
export type RobotRules = ReturnType<typeof createRobotRules>
