import {
  type Company,
  Locale,
  type SaveCompany,
  type SaveSite,
  type SaveStyle,
  type Site,
  type Style,
  StyleLook,
} from '@youwen/contract'
import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '../../platform/db/index.ts'

export type SiteWithStyles = Site & { styles: Style[] }

export interface NewCompany {
  readonly companyId: string
  readonly code: string
  readonly name: string
  readonly timeZone: string
  readonly locale: Locale
}

export async function insertCompany(tx: Tx, { companyId, code, name, timeZone, locale }: NewCompany): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.q
    .insertInto('company_directory')
    .values({ code, company_id: companyId })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return false
  await tx.q.insertInto('company').values({ company_id: companyId, code, name, time_zone: timeZone, locale }).execute()
  return true
}

export async function companyIdOf(tx: Tx, code: string): Promise<string | undefined> {
  const row = await tx.q
    .selectFrom('company_directory')
    .select('company_id')
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.company_id
}

export async function hasCompanies(tx: Tx): Promise<boolean> {
  return (await tx.q.selectFrom('company_directory').select('code').limit(1).executeTakeFirst()) !== undefined
}

export async function findIds(tx: Tx): Promise<string[]> {
  const rows = await tx.q.selectFrom('company').select('company_id').orderBy('company_id').execute()
  return rows.map((row) => row.company_id)
}

/** Of the company of this code, else of the one that was here first. */
export async function findOperatorId(tx: Tx, code: string | undefined): Promise<string | undefined> {
  const { rows } = await sql<{ company_id: string }>`
    select company_id from company order by code = ${code ?? ''} desc, created_at, company_id limit 1`.execute(tx.q)
  return rows[0]?.company_id
}

export async function findCompany(tx: Tx, companyId: string): Promise<Company | undefined> {
  const row = await tx.q.selectFrom('company').selectAll().where('company_id', '=', companyId).executeTakeFirst()
  return row && toCompany(row)
}

export async function updateCompany(tx: Tx, companyId: string, request: SaveCompany): Promise<Company | undefined> {
  const row = await tx.q
    .updateTable('company')
    .set({
      name: request.name,
      time_zone: request.timeZone,
      locale: request.locale,
      contact: JSON.stringify(request.contact),
    })
    .where('company_id', '=', companyId)
    .returningAll()
    .executeTakeFirst()
  return row && toCompany(row)
}

export async function findSites(tx: Tx, companyId: string): Promise<SiteWithStyles[]> {
  const sites = await liveSites(tx, companyId).orderBy('created_at').orderBy('site_id').execute()
  return withStyles(tx, companyId, sites)
}

export async function findSiteByKey(tx: Tx, companyId: string, key: string): Promise<SiteWithStyles | undefined> {
  const sites = await liveSites(tx, companyId).where('key', '=', key).execute()
  return (await withStyles(tx, companyId, sites))[0]
}

export async function findSite(tx: Tx, companyId: string, siteId: string): Promise<Site | undefined> {
  const row = await liveSites(tx, companyId).where('site_id', '=', siteId).executeTakeFirst()
  return row && toSite(row)
}

/** Names by id, of removed ones too: what happened on them is still shown. */
export async function findNames(tx: Tx, companyId: string): Promise<Map<string, Named>> {
  const { rows } = await sql<Named & { id: string }>`
    select site_id as id, name, 'auto' as locale from company_site where company_id = ${companyId}
    union all
    select style_id, name, look ->> 'locale' from company_style where company_id = ${companyId}`.execute(tx.q)
  return new Map(rows.map(({ id, name, locale }) => [id, { name, locale }]))
}

interface Named {
  readonly name: string
  /** In which language its chat is; a site has none of its own. */
  readonly locale: StyleLook['locale']
}

export async function insertSite(
  tx: Tx,
  companyId: string,
  site: SaveSite & { siteId: string; key: string },
): Promise<Site> {
  const row = await tx.q
    .insertInto('company_site')
    .values({
      company_id: companyId,
      site_id: site.siteId,
      key: site.key,
      name: site.name,
      allowed_domains: site.allowedDomains,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toSite(row)
}

export async function updateSite(
  tx: Tx,
  companyId: string,
  { siteId, name, allowedDomains }: SaveSite & { siteId: string },
): Promise<Site | undefined> {
  const row = await tx.q
    .updateTable('company_site')
    .set({ name, allowed_domains: allowedDomains })
    .where('company_id', '=', companyId)
    .where('site_id', '=', siteId)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && toSite(row)
}

/** Conversations keep pointing at the row. */
export async function removeSite(tx: Tx, companyId: string, siteId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.q
    .updateTable('company_site')
    .set({ removed_at: now })
    .where('company_id', '=', companyId)
    .where('site_id', '=', siteId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function findStyle(tx: Tx, companyId: string, styleId: string): Promise<Style | undefined> {
  const row = await liveStyles(tx, companyId).where('style_id', '=', styleId).executeTakeFirst()
  return row && toStyle(row)
}

export async function insertStyle(
  tx: Tx,
  companyId: string,
  style: SaveStyle & { siteId: string; styleId: string; isDefault: boolean },
): Promise<Style> {
  const row = await tx.q
    .insertInto('company_style')
    .values({
      company_id: companyId,
      style_id: style.styleId,
      site_id: style.siteId,
      name: style.name,
      is_default: style.isDefault,
      look: JSON.stringify(style.look),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toStyle(row)
}

export async function updateStyle(
  tx: Tx,
  companyId: string,
  { styleId, name, look }: SaveStyle & { styleId: string },
): Promise<Style | undefined> {
  const row = await tx.q
    .updateTable('company_style')
    .set({ name, look: JSON.stringify(look) })
    .where('company_id', '=', companyId)
    .where('style_id', '=', styleId)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && toStyle(row)
}

export async function removeStyle(tx: Tx, companyId: string, styleId: string, now: Date): Promise<void> {
  await tx.q
    .updateTable('company_style')
    .set({ removed_at: now })
    .where('company_id', '=', companyId)
    .where('style_id', '=', styleId)
    .execute()
}

const liveSites = (tx: Tx, companyId: string) =>
  tx.q.selectFrom('company_site').selectAll().where('company_id', '=', companyId).where('removed_at', 'is', null)

const liveStyles = (tx: Tx, companyId: string) =>
  tx.q.selectFrom('company_style').selectAll().where('company_id', '=', companyId).where('removed_at', 'is', null)

async function withStyles(tx: Tx, companyId: string, sites: Selectable<Tables['company_site']>[]) {
  if (sites.length === 0) return []
  const styles = await liveStyles(tx, companyId)
    .where(
      'site_id',
      'in',
      sites.map((site) => site.site_id),
    )
    .orderBy('is_default', 'desc')
    .orderBy('created_at')
    .execute()
  return sites.map((site) => ({
    ...toSite(site),
    styles: styles.filter((style) => style.site_id === site.site_id).map(toStyle),
  }))
}

const noContact: Company['contact'] = { person: '', phone: '', email: '', address: '' }

const toCompany = (row: Selectable<Tables['company']>): Company => ({
  companyId: row.company_id,
  code: row.code,
  name: row.name,
  timeZone: row.time_zone,
  locale: Locale.parse(row.locale),
  contact: { ...noContact, ...(row.contact as Partial<Company['contact']>) },
})

const toSite = (row: Selectable<Tables['company_site']>): Site => ({
  siteId: row.site_id,
  key: row.key,
  name: row.name,
  allowedDomains: row.allowed_domains,
  createdAt: row.created_at.toISOString(),
})

const toStyle = (row: Selectable<Tables['company_style']>): Style => ({
  styleId: row.style_id,
  siteId: row.site_id,
  name: row.name,
  isDefault: row.is_default,
  look: StyleLook.parse(row.look),
})
