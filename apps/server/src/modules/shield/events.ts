/** Somebody is kept out, or no more. */
export interface BlocksChanged {
  readonly type: 'shield.changed'
  readonly companyId: string
  /** Set when it is about one visitor. */
  readonly visitorId: string | null
}
