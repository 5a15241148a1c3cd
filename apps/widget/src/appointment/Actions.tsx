import { useState } from 'preact/hooks'
import { isTouch } from '../chat/screen.ts'
import type { Shown } from './card.ts'
import { download } from './hand-out.ts'
import { icsOf } from './ics.ts'
import { pictureOf } from './picture.ts'

/** Ways to have it at hand on the day; of an appointment that somebody is expected at. */
export function Actions({ shown, token }: { shown: Shown; token: string }) {
  const { card, words, url } = shown
  const [picture, setPicture] = useState<string | null>(null)
  const [hasFailed, setFailed] = useState(false)

  const save = () =>
    pictureOf(shown).then(
      (png) => {
        // Web views of messengers download nothing; there a picture is held down.
        if (isTouch()) setPicture(URL.createObjectURL(png))
        else download(png, `${card.number}.png`)
      },
      () => setFailed(true),
    )
  const remember = () =>
    download(
      new Blob(
        [
          icsOf(
            {
              id: `${token}@${location.hostname}`,
              at: card.at,
              title: `${card.title} · ${card.company}`,
              place: [card.place, card.address].filter(Boolean).join(', '),
              text: [`${words.number} ${card.number}`, card.name, card.telephone, card.notice, url]
                .filter(Boolean)
                .join('\n'),
              url,
              reminder: words.reminder,
            },
            new Date(),
          ),
        ],
        { type: 'text/calendar;charset=utf-8' },
      ),
      `${card.number}.ics`,
    )

  return (
    <>
      <div class="actions">
        <button type="button" class="action main" onClick={save}>
          {words.save}
        </button>
        <button type="button" class="action" onClick={remember}>
          {words.calendar}
        </button>
      </div>
      {hasFailed && (
        <p class="note warn" role="alert">
          {words.saveFailed}
        </p>
      )}
      {picture && (
        <div class="sheet" role="dialog" aria-modal="true" aria-label={words.save}>
          <p>{words.saveHint}</p>
          <img src={picture} alt={`${card.title} ${card.number}`} />
          <div class="actions">
            <a class="action" href={picture} download={`${card.number}.png`}>
              {words.download}
            </a>
            <button
              type="button"
              class="action"
              onClick={() => {
                URL.revokeObjectURL(picture)
                setPicture(null)
              }}
            >
              {words.close}
            </button>
          </div>
        </div>
      )}
    </>
  )
}
