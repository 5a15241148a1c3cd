import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { queries } from '../../platform/api.ts'
import { usePreferences } from '../../platform/preferences.ts'
import { addressNow, canPush, hasMoved, subscribe } from './subscription.ts'

/**
 * Keeps the browser's address and what the server knows of it the same: browsers change it now and then, and a new login
 * begins without one. Only where this device was to be notified. Draws nothing.
 */
export function WebpushKeeper() {
  const { pushKinds, locale } = usePreferences()
  const isWanted = canPush && pushKinds.length > 0
  const mine = useQuery(
    queries.webpush.mine.queryOptions({ enabled: isWanted, staleTime: Number.POSITIVE_INFINITY }),
  ).data
  // Once for each login and language; what is switched on meanwhile is told by who switches it.
  const kept = useRef(isWanted ? null : locale)
  useEffect(() => {
    if (!mine || !isWanted || kept.current === locale) return
    kept.current = locale
    const renew = async () => {
      const isKnown = mine.subscriptions.some(({ isCurrent }) => isCurrent)
      const isDue = isKnown ? await hasMoved(locale) : (await addressNow()) !== undefined
      if (isDue) await subscribe(mine.publicKey, [...pushKinds], locale)
    }
    // The next start tries again; the settings say aloud what goes wrong.
    renew().catch(() => undefined)
  }, [mine, isWanted, pushKinds, locale])
  return null
}
