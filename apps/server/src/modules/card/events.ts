/** A card was changed, merged or parted. `visitorIds` are all whose card it is now or was before. */
export interface CardSaved {
  readonly type: 'card.saved'
  readonly companyId: string
  readonly visitorIds: readonly string[]
  /** Merged or parted: what was said with them is now more, or less, than before. */
  readonly isMerge: boolean
}
