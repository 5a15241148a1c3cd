import type { AppointmentCard } from '@youwen/contract'
import { useState } from 'preact/hooks'
import { copy } from './hand-out.ts'
import type { AppointmentWords } from './words.ts'

/** How to get there and what to mind: below the card. */
export function Details({ card, words }: { card: AppointmentCard; words: AppointmentWords }) {
  const { address, telephone, notice, place } = card
  const dialled = telephone.replace(/\D/g, '')
  if (!address && !telephone && !notice) return null
  return (
    <section class="details">
      {address && (
        <div class="detail">
          <div>
            <h2>{words.address}</h2>
            <p>{address}</p>
          </div>
          <CopyButton text={`${place} ${address}`} words={words} />
        </div>
      )}
      {telephone && (
        <div class="detail">
          <div>
            <h2>{words.telephone}</h2>
            <p class="digits">{telephone}</p>
          </div>
          {dialled.length > 2 && (
            <a class="small" href={`tel:${dialled}`} aria-label={`${words.call} ${telephone}`}>
              {words.call}
            </a>
          )}
        </div>
      )}
      {notice && (
        <div class="detail">
          <div>
            <h2>{words.notice}</h2>
            <p class="notice">{notice}</p>
          </div>
        </div>
      )}
    </section>
  )
}

function CopyButton({ text, words }: { text: string; words: AppointmentWords }) {
  const [isCopied, setCopied] = useState(false)
  return (
    <button
      type="button"
      class="small"
      onClick={() =>
        copy(text).then((done) => {
          setCopied(done)
          setTimeout(() => setCopied(false), 2_000)
        })
      }
    >
      {isCopied ? words.copied : words.copy}
    </button>
  )
}
