import type { Locale } from '@youwen/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Actions } from './Actions.tsx'
import { shownOf } from './card.ts'
import { Details } from './Details.tsx'
import { type Followed, follow } from './follow.ts'
import { Pass } from './Pass.tsx'
import { type AppointmentWords, appointmentWords } from './words.ts'

interface Props {
  readonly token: string
  readonly locale: Locale
}

/** `/appointment/<token>`: what anybody who has the address may see of an appointment. */
export function Page({ token, locale }: Props) {
  const [followed, setFollowed] = useState<Followed>({ status: 'loading' })
  const ask = useRef<() => void>(() => {})
  useEffect(() => {
    ask.current = follow(token, setFollowed)
  }, [token])
  const words = appointmentWords[locale]

  if (followed.status === 'loading') return <Ghost words={words} />
  if (followed.status === 'unknown') return <Nothing title={words.unknown} hint={words.unknownHint} />
  if (followed.status === 'failed')
    return (
      <Nothing title={words.failed} hint={followed.isBusy ? words.busyHint : words.failedHint}>
        <button type="button" class="action main" onClick={() => ask.current()}>
          {words.retry}
        </button>
      </Nothing>
    )

  const { card, isStale } = followed
  const shown = shownOf(card, locale, location.origin + location.pathname)
  const isPast = card.state === 'made' && Date.parse(card.at) < Date.now()
  document.title = `${card.title} · ${card.company}`
  return (
    <>
      {isStale && (
        <p class="note warn" role="status">
          {words.stale}
        </p>
      )}
      {card.state === 'cancelled' && <p class="note warn">{words.cancelledHint}</p>}
      {isPast && <p class="note">{words.past}</p>}
      <Pass shown={shown} />
      {card.state === 'made' && <Actions shown={shown} token={token} />}
      <Details card={card} words={words} />
      {card.state === 'made' && !isPast && <p class="foot">{words.movedHint}</p>}
    </>
  )
}

const Ghost = ({ words }: { words: AppointmentWords }) => (
  <div class="ghost" role="status" aria-label={words.loading}>
    <i />
    <i />
    <i />
    <b />
  </div>
)

const Nothing = ({ title, hint, children }: { title: string; hint: string; children?: preact.ComponentChildren }) => (
  <div class="nothing" role="alert">
    <svg viewBox="0 0 64 40" aria-hidden="true">
      <path d="M6 3h52a3 3 0 0 1 3 3v9a5 5 0 0 0 0 10v9a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-9a5 5 0 0 0 0-10V6a3 3 0 0 1 3-3zM42 4v32" />
    </svg>
    <h1>{title}</h1>
    <p>{hint}</p>
    {children}
  </div>
)
