/** What a field of a card can hold. No schema here: browsers list them. */
export const cardFieldKinds = [
  'text',
  'long_text',
  'number',
  'phone',
  'email',
  'wechat',
  'qq',
  'date',
  'select',
  'multi_select',
  'region',
] as const

/** Fields that every company has, in the order in which a new one gets them. */
export const builtInCardFields = [
  'name',
  'phone',
  'wechat',
  'qq',
  'email',
  'gender',
  'age',
  'region',
  'appointment',
  'need',
  'note',
] as const
