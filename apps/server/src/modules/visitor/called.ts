import { defaultNameOf } from '@youwen/contract/visitor-name'
import type { VisitorSummary } from './view.ts'

/** What visitors are called, by their id. */
export type VisitorsCalled = (companyId: string, visitorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

/**
 * By their names; whom nobody has named yet by where he is, or was last (D2.1), as the desk does it in its list. For lists that
 * show a visitor beside something else.
 */
export const createVisitorsCalled =
  ({
    summaries,
    nameOf,
  }: {
    summaries: (companyId: string, visitorIds: readonly string[]) => Promise<ReadonlyMap<string, VisitorSummary>>
    /** Of a site or a style. */
    nameOf: (companyId: string, id: string) => Promise<string>
  }): VisitorsCalled =>
  async (companyId, visitorIds) => {
    const found = [...(await summaries(companyId, visitorIds)).values()]
    const called = found.map(async ({ visitorId, name, region, siteId, styleId }) => {
      if (name) return [visitorId, name] as const
      const siteName = await nameOf(companyId, siteId)
      const styleName = styleId ? await nameOf(companyId, styleId) : ''
      return [visitorId, defaultNameOf({ region, siteName, styleName })] as const
    })
    return new Map(await Promise.all(called))
  }
