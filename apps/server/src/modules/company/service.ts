import { randomInt } from 'node:crypto'
import type { Company, SaveCompany, SaveSite, SaveStyle, Site, Style, StyleLook } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../platform/db/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { CompanyEvent } from './events.ts'
import { defaultLook } from './look.ts'
import * as store from './store.ts'

export interface CreateCompany {
  readonly code: string
  readonly name: string
  readonly timeZone?: string
  readonly locale?: Company['locale']
}

/** Part of the name that visitors have before they are known (D2.1); a company may call it anything else. */
const defaultStyleName: Record<Company['locale'], string> = { 'zh-CN': '默认风格', 'en-US': 'Default style' }

export function createCompanyService({ db, now = () => new Date() }: { db: Db; now?: () => Date }) {
  const announce = (tx: Tx, event: CompanyEvent) => tx.announce(event)

  const addStyleTo = (tx: Tx, companyId: string, siteId: string, style: SaveStyle & { isDefault: boolean }) =>
    store.insertStyle(tx, companyId, { ...style, siteId, styleId: uuidv7() })

  return {
    /** Whether any company exists: a server without one is new. */
    exists: (): Promise<boolean> => db.all(store.hasCompanies),
    /** Of every company here. */
    ids: (): Promise<string[]> => db.all(store.findIds),
    /** Whose people look after the whole installation: the company of this code, else the first one that there was. */
    operatorId: (code: string | undefined): Promise<string | undefined> =>
      db.all((tx) => store.findOperatorId(tx, code)),

    /**
     * Makes a company. `furnish` runs in the same transaction and gives it what other modules want every company to
     * have: without an owner nobody could ever log in.
     */
    async create(
      { code, name, timeZone = 'Asia/Shanghai', locale = 'zh-CN' }: CreateCompany,
      furnish: (tx: Tx, companyId: string) => Promise<void>,
    ): Promise<Company> {
      checkTimeZone(timeZone)
      const companyId = uuidv7()
      return db.company(companyId, async (tx) => {
        if (!(await store.insertCompany(tx, { companyId, code, name, timeZone, locale }))) {
          throw new Refusal('conflict', 'company.code_taken', `There is a company "${code}" already.`)
        }
        await furnish(tx, companyId)
        return getCompany(tx, companyId)
      })
    },

    get: (companyId: string): Promise<Company> => db.company(companyId, (tx) => getCompany(tx, companyId)),

    save(companyId: string, request: SaveCompany): Promise<Company> {
      checkTimeZone(request.timeZone)
      return db.company(companyId, async (tx) => {
        const company = await store.updateCompany(tx, companyId, request)
        if (!company) throw notFound('company')
        announce(tx, { type: 'company.saved', companyId })
        return company
      })
    },

    sites: (companyId: string) => db.company(companyId, (tx) => store.findSites(tx, companyId)),

    /** Which of these the company does not have. */
    unknownSites: async (companyId: string, siteIds: readonly string[]): Promise<string[]> => {
      const sites = await db.company(companyId, (tx) => store.findSites(tx, companyId))
      return siteIds.filter((siteId) => !sites.some((site) => site.siteId === siteId))
    },

    /** A site comes with its default style. */
    addSite: (companyId: string, request: SaveSite, look: StyleLook = defaultLook): Promise<Site> =>
      db.company(companyId, async (tx) => {
        const { code, locale } = await getCompany(tx, companyId)
        const site = await store.insertSite(tx, companyId, { ...request, siteId: uuidv7(), key: siteKey(code) })
        await addStyleTo(tx, companyId, site.siteId, { name: defaultStyleName[locale], look, isDefault: true })
        announce(tx, { type: 'company.site_changed', companyId, siteId: site.siteId })
        return site
      }),

    saveSite: (companyId: string, request: SaveSite & { siteId: string }): Promise<Site> =>
      db.company(companyId, async (tx) => {
        const site = await store.updateSite(tx, companyId, request)
        if (!site) throw notFound('site')
        announce(tx, { type: 'company.site_changed', companyId, siteId: site.siteId })
        return site
      }),

    removeSite: (companyId: string, siteId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        if (!(await store.removeSite(tx, companyId, siteId, now()))) throw notFound('site')
        announce(tx, { type: 'company.site_changed', companyId, siteId })
      }),

    addStyle: (companyId: string, { siteId, ...style }: SaveStyle & { siteId: string }): Promise<Style> =>
      db.company(companyId, async (tx) => {
        if (!(await store.findSite(tx, companyId, siteId))) throw notFound('site')
        announce(tx, { type: 'company.site_changed', companyId, siteId })
        return addStyleTo(tx, companyId, siteId, { ...style, isDefault: false })
      }),

    saveStyle: (companyId: string, request: SaveStyle & { styleId: string }): Promise<Style> =>
      db.company(companyId, async (tx) => {
        const style = await store.updateStyle(tx, companyId, request)
        if (!style) throw notFound('style')
        announce(tx, { type: 'company.site_changed', companyId, siteId: style.siteId })
        return style
      }),

    removeStyle: (companyId: string, styleId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const style = await store.findStyle(tx, companyId, styleId)
        if (!style) throw notFound('style')
        if (style.isDefault) {
          throw new Refusal('conflict', 'style.is_default', 'The default style of a site stays.')
        }
        await store.removeStyle(tx, companyId, styleId, now())
        announce(tx, { type: 'company.site_changed', companyId, siteId: style.siteId })
      }),
  }
}

export type CompanyService = ReturnType<typeof createCompanyService>

async function getCompany(tx: Tx, companyId: string): Promise<Company> {
  const company = await store.findCompany(tx, companyId)
  if (!company) throw notFound('company')
  return company
}

const keyLetters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const siteKey = (companyCode: string) =>
  `${companyCode}.${Array.from({ length: 12 }, () => keyLetters[randomInt(keyLetters.length)]).join('')}`

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    const title = `"${timeZone}" is no time zone.`
    throw new Refusal('invalid', 'validation.failed', title, {
      fields: [{ path: 'timeZone', code: 'unknown_time_zone', title }],
    })
  }
}
