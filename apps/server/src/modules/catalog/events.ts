/** Whom a company's products are asked for, or with which keys, is another. */
export interface CatalogChanged {
  readonly type: 'catalog.changed'
  readonly companyId: string
}
