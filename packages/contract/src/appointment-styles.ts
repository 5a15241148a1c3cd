/** How a card of an appointment can look (manual 3.5.2.4). No schema here: browsers list them. */
export const appointmentStyles = ['sky', 'jade', 'coral', 'rose', 'violet', 'gold', 'ink', 'paper'] as const

/**
 * What the text of a short message can name. Each becomes a variable of the provider's own template, in the order in
 * which it is listed there; none holds a link, which providers refuse.
 */
export const appointmentVariables = [
  'name',
  'number',
  'date',
  'time',
  'place',
  'address',
  'telephone',
  'company',
] as const

/** What becomes of an appointment and is told to the visitor's phone. */
export const appointmentPushes = ['sent', 'moved', 'cancelled', 'reminder'] as const
