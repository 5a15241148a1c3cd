/** By what the results are told, and the invitations themselves. */
export const resultTabs = ['agent', 'text', 'day', 'sent'] as const
export type ResultTab = (typeof resultTabs)[number]
