import type { TransferOffer } from '@youwen/contract'
import { placeOf, visitorNameOf } from '@youwen/contract/visitor-name'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useCommands } from '../../../platform/commands.ts'
import { describe } from '../../../platform/failure.ts'
import { useLive } from '../../../platform/live.ts'
import { useNow } from '../../../platform/now.ts'
import { durationOf } from '../../../platform/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { useAgentName, useGroupName } from '../names.ts'
import { DeclineForm } from './DeclineForm.tsx'
import styles from './OfferCard.module.css'
import { OfferLines } from './OfferLines.tsx'
import { useSecondsLeft } from './seconds-left.ts'

interface Props {
  readonly offer: TransferOffer
  readonly hasKeys: boolean
  readonly onAccepted: (conversationId: string) => void
}

/** Who asks, why, and what was said last: enough to say yes or no. */
export function OfferCard({ offer, hasKeys, onAccepted }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { transferId, byAgentId, toGroupId, note, siteName, expiresAt } = offer
  const by = useLive((state) => state.colleagues.get(byAgentId))
  const byName = useAgentName()(byAgentId)
  const groupName = useGroupName(toGroupId)
  const left = useSecondsLeft(expiresAt)
  const [isDeclining, setIsDeclining] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const total = Math.max(1, (Date.parse(expiresAt) - Date.parse(offer.askedAt)) / 1_000)

  async function answer(given: Promise<unknown>, done?: () => void) {
    setIsBusy(true)
    try {
      await given
      done?.()
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }
  const accept = () => answer(api.transfer.accept({ transferId }), () => onAccepted(offer.conversationId))
  const decline = (reason: string) => answer(api.transfer.decline({ transferId, reason }))

  useCommands(
    hasKeys
      ? [
          { id: 'accept-offer', title: t('transfer.accept'), keys: 'Alt+Y', run: () => void accept() },
          { id: 'decline-offer', title: t('transfer.decline'), keys: 'Alt+Shift+Y', run: () => setIsDeclining(true) },
        ]
      : [],
  )

  const place = [placeOf(offer.region), siteName].filter(Boolean).join(' · ')
  return (
    <article className={styles.card} aria-label={t('transfer.card', { name: byName })}>
      <header className={styles.head}>
        <Avatar id={byAgentId} name={byName} url={by?.avatarUrl ?? null} size={32} />
        <span className={styles.who}>
          <b>{t('transfer.card', { name: byName })}</b>
          {toGroupId && <small>{t('transfer.toGroup', { group: groupName })}</small>}
        </span>
        <span className={`${styles.left} num`} data-short={left <= 10} role="timer">
          {left > 0 ? `${left}s` : t('transfer.ending')}
        </span>
      </header>
      <i className={styles.bar}>
        <b style={{ transform: `scaleX(${Math.min(1, left / total)})` }} />
      </i>
      {note && (
        <p className={styles.note} dir="auto">
          {note}
        </p>
      )}
      <div className={styles.visitor}>
        <b dir="auto">{visitorNameOf(offer)}</b>
        {offer.visitorName && <span>{place}</span>}
        {offer.waitingSince && <Waits since={offer.waitingSince} />}
      </div>
      <OfferLines lines={offer.lines} />
      {isDeclining ? (
        <DeclineForm
          isBusy={isBusy}
          onDecline={(reason) => void decline(reason)}
          onBack={() => setIsDeclining(false)}
        />
      ) : (
        <footer className={styles.actions}>
          <Button disabled={isBusy} onClick={() => setIsDeclining(true)} title="Alt+Shift+Y">
            {t('transfer.decline')}
          </Button>
          <Button type="primary" loading={isBusy} onClick={() => void accept()} title="Alt+Y">
            {t('transfer.accept')}
          </Button>
        </footer>
      )}
    </article>
  )
}

function Waits({ since }: { since: string }) {
  const { t } = useTranslation()
  return (
    <span className={`${styles.waits} num`}>
      {t('transfer.waits', { time: durationOf(Math.max(0, useNow() - Date.parse(since))) })}
    </span>
  )
}
