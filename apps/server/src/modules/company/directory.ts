import type { Company, Site, Style, StyleLook } from '@youwen/contract'
import type { Bus } from '../../platform/bus/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { CompanySaved, SiteChanged } from './events.ts'
import * as store from './store.ts'

/** What a page's site key stands for. */
export interface KnownSite {
  readonly companyId: string
  readonly site: Site
  /** The default one first. Never empty. */
  readonly styles: readonly Style[]
}

export interface CompanyDirectory extends Disposable {
  /** Which company a code means: the one lookup that is made before a company is known. */
  findByCode(code: string): Promise<string | undefined>
  /** Cached: asked for by every visitor who opens a page. */
  siteByKey(key: string): Promise<KnownSite | undefined>
  profile(companyId: string): Promise<Company | undefined>
  /** The name of a site or a style, also of a removed one; empty for an id that the company never had. */
  nameOf(companyId: string, id: string): Promise<string>
  /** In which language the chat of a style is; `auto` also where it has none. */
  localeOf(companyId: string, styleId: string | null): Promise<StyleLook['locale']>
}

const cacheMs = 30_000
/** Keys that nobody gave out are remembered too, but no more than this: a flood of them costs lookups, not memory. */
const maxCached = 10_000
const subject = 'company.changed'

interface Cached<T> {
  readonly value: Promise<T>
  readonly until: number
}

/** Answers what outsiders' requests begin with, from memory where it can; changes on any node drop what is remembered. */
export function createCompanyDirectory({
  db,
  bus,
  events,
  now = Date.now,
}: {
  db: Db
  bus: Bus
  events: Events
  now?: () => number
}): CompanyDirectory {
  const sites = new Map<string, Cached<KnownSite | undefined>>()
  const profiles = new Map<string, Cached<Company | undefined>>()
  const names = new Map<string, Cached<Awaited<ReturnType<typeof store.findNames>>>>()

  const remember = <T>(cache: Map<string, Cached<T>>, key: string, load: () => Promise<T>): Promise<T> => {
    const known = cache.get(key)
    if (known && known.until > now()) return known.value
    if (cache.size >= maxCached) cache.clear()
    const value = load()
    cache.set(key, { value, until: now() + cacheMs })
    value.catch(() => cache.delete(key))
    return value
  }

  const findByCode = (code: string) => db.all((tx) => store.companyIdOf(tx, code.toLowerCase()))

  const loadSite = async (key: string): Promise<KnownSite | undefined> => {
    const companyId = await findByCode(key.slice(0, key.lastIndexOf('.')))
    if (!companyId) return undefined
    const found = await db.company(companyId, (tx) => store.findSiteByKey(tx, companyId, key))
    if (!found) return undefined
    const { styles, ...site } = found
    return { companyId, site, styles }
  }

  /** All of them: which keys a company has is not worth an index for something that happens a few times a day. */
  const forget = (companyId: string) => {
    sites.clear()
    profiles.delete(companyId)
    names.delete(companyId)
  }
  const changed = ({ companyId }: { companyId: string }) => {
    forget(companyId)
    bus.publish(subject, companyId)
  }
  const stops = [
    events.on<CompanySaved>('company.saved', changed),
    events.on<SiteChanged>('company.site_changed', changed),
    bus.subscribe(subject, forget),
  ]

  const named = (companyId: string) =>
    remember(names, companyId, () => db.company(companyId, (tx) => store.findNames(tx, companyId)))

  return {
    findByCode,
    siteByKey: (key) => remember(sites, key, () => loadSite(key)),
    profile: (companyId) =>
      remember(profiles, companyId, () => db.company(companyId, (tx) => store.findCompany(tx, companyId))),
    nameOf: async (companyId, id) => (await named(companyId)).get(id)?.name ?? '',
    localeOf: async (companyId, styleId) =>
      (styleId === null ? undefined : (await named(companyId)).get(styleId)?.locale) ?? 'auto',
    [Symbol.dispose]() {
      for (const stop of stops) stop()
    },
  }
}
