import { useNow } from '../../../platform/now.ts'

/** Until an offer is over; 0 when its time is up and the server has not said so yet. */
export const useSecondsLeft = (expiresAt: string) => Math.max(0, Math.ceil((Date.parse(expiresAt) - useNow()) / 1_000))
