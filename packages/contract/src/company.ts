import { z } from 'zod'
import { CompanyCode, Id, line, Moment, SiteKey } from './ids.ts'
import { route } from './route.ts'

export const Locale = z.enum(['zh-CN', 'en-US'])
export type Locale = z.infer<typeof Locale>

export const Company = z.object({
  companyId: Id,
  code: CompanyCode,
  name: z.string(),
  timeZone: z.string(),
  locale: Locale,
  contact: z.object({ person: z.string(), phone: z.string(), email: z.string(), address: z.string() }),
})
export type Company = z.infer<typeof Company>

export const SaveCompany = z.object({
  name: line(60).min(1),
  timeZone: z.string().min(1).max(60),
  locale: Locale,
  contact: z.object({
    person: z.string().trim().max(40),
    phone: z.string().trim().max(30),
    email: z.union([z.literal(''), z.email()]),
    address: z.string().trim().max(120),
  }),
})
export type SaveCompany = z.infer<typeof SaveCompany>

/** A host name (`shop.example.com`), one with a wildcard (`*.example.com`), optionally with a port. */
export const AllowedDomain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(\*\.)?([a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}(:\d{1,5})?$/)

export const Site = z.object({
  siteId: Id,
  key: SiteKey,
  name: z.string(),
  allowedDomains: z.array(z.string()).describe('Empty: any page may carry the snippet.'),
  createdAt: Moment,
})
export type Site = z.infer<typeof Site>
export const SaveSite = z.object({
  name: line(40).min(1),
  allowedDomains: z.array(AllowedDomain).max(50),
})
export type SaveSite = z.infer<typeof SaveSite>

/** One look of the widget on a site. */
export const StyleLook = z.object({
  accent: z.string().regex(/^#[0-9a-f]{6}$/i),
  position: z.enum(['right', 'left']),
  offsetX: z.int().min(0).max(400).describe('Distance from the window’s edges in CSS pixels.'),
  offsetY: z.int().min(0).max(400),
  button: z.enum(['round', 'bar']),
  buttonText: z
    .object({ 'zh-CN': z.string().max(20), 'en-US': z.string().max(30) })
    .describe('By language; shown on the bar, and in the panel’s head.'),
  title: z.object({ 'zh-CN': z.string().max(30), 'en-US': z.string().max(40) }),
  welcome: z.object({ 'zh-CN': z.string().max(300), 'en-US': z.string().max(300) }),
  locale: z.enum(['auto', 'zh-CN', 'en-US']),
})
export type StyleLook = z.infer<typeof StyleLook>
export const Style = z.object({
  styleId: Id,
  siteId: Id,
  name: z.string(),
  isDefault: z.boolean(),
  look: StyleLook,
})
export type Style = z.infer<typeof Style>
export const SaveStyle = z.object({ name: line(40).min(1), look: StyleLook })
export type SaveStyle = z.infer<typeof SaveStyle>

const tag = 'company'
const manage = { access: 'site.manage', tag } as const

export const company = {
  get: route('GET', '/company', { access: 'signed-in', audit: null, title: 'The company profile', tag }).output(
    Company,
  ),
  save: route('PUT', '/company', {
    access: 'company.manage',
    audit: 'company.saved',
    title: 'Change the company profile',
    tag,
  })
    .input(SaveCompany)
    .output(Company),
  sites: route('GET', '/sites', { access: 'signed-in', audit: null, title: 'Sites with their styles', tag }).output(
    z.array(Site.extend({ styles: z.array(Style) })),
  ),
  addSite: route('POST', '/sites', { ...manage, audit: 'site.added', title: 'Add a site' })
    .input(SaveSite)
    .output(Site),
  saveSite: route('PUT', '/sites/{siteId}', { ...manage, audit: 'site.saved', title: 'Change a site' })
    .input(SaveSite.extend({ siteId: Id }))
    .output(Site),
  removeSite: route('DELETE', '/sites/{siteId}', {
    ...manage,
    audit: 'site.removed',
    title: 'Remove a site: its snippet stops working, its conversations stay',
  }).input(z.object({ siteId: Id })),
  addStyle: route('POST', '/sites/{siteId}/styles', { ...manage, audit: 'style.added', title: 'Add a style' })
    .input(SaveStyle.extend({ siteId: Id }))
    .output(Style),
  saveStyle: route('PUT', '/styles/{styleId}', { ...manage, audit: 'style.saved', title: 'Change a style' })
    .input(SaveStyle.extend({ styleId: Id }))
    .output(Style),
  removeStyle: route('DELETE', '/styles/{styleId}', {
    ...manage,
    audit: 'style.removed',
    title: 'Remove a style; the default one stays',
  }).input(z.object({ styleId: Id })),
}
