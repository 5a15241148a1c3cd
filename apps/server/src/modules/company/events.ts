/** The profile changed. */
export interface CompanySaved {
  readonly type: 'company.saved'
  readonly companyId: string
}

/** A site, or one of its styles, was added, changed or removed. */
export interface SiteChanged {
  readonly type: 'company.site_changed'
  readonly companyId: string
  readonly siteId: string
}

export type CompanyEvent = CompanySaved | SiteChanged
