import { createRating } from '@youwen/sdk/rating'
import { givenCard, questionCard } from './card.ts'
import sheet from './rating.css?url'
import type { ShowRating } from './show.ts'
import { ratingWords } from './words.ts'

const styled = new Promise((resolve) => {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = sheet
  link.onload = resolve
  link.onerror = resolve
  document.head.appendChild(link)
})

/** Loaded by the chat when a visitor was asked; draws without Preact, which the chat keeps to itself. */
const show: ShowRating = (place, { client, message, locale }) => {
  const words = ratingWords[locale]
  const { conversationId, body } = message
  if (body.type !== 'event' || conversationId === null) return () => {}
  // Unstyled it would jump; and the stream, which listens for pictures that arrive late, stays at its end.
  place.hidden = true
  styled.then(() => {
    place.hidden = false
    place.dispatchEvent(new Event('load'))
  })
  if (body.event === 'rated') {
    place.appendChild(givenCard(words, body.stars, true))
    return () => {
      place.textContent = ''
    }
  }
  const rating = createRating({ client, conversationId })
  const isRated = () =>
    client.state.messages.some(
      (other) => other.conversationId === conversationId && other.body.type === 'event' && other.body.event === 'rated',
    )
  const isOnline = () => client.state.connection.status === 'open'
  let wasOnline = isOnline()

  const draw = (card: HTMLElement) => {
    place.textContent = ''
    place.appendChild(card)
  }
  const drawGiven = (stars: number) => draw(givenCard(words, stars, isOnline()))
  const question = () => {
    const { card, offer } = questionCard(words, conversationId, (answer) => {
      rating.give(answer)
      drawGiven(answer.stars)
    })
    draw(card)
    // Without its reasons the question can still be answered.
    rating.form().then(
      ({ tags, asksComment, rated }) => {
        if (rated) drawGiven(rated.stars)
        else
          offer({
            asksComment,
            reasonsFor: (stars) =>
              tags
                .filter((tag) => tag.stars.indexOf(stars) >= 0)
                .map(({ text }) => text[locale] || text['zh-CN'] || text['en-US']),
          })
      },
      () => {},
    )
  }

  const drawAll = () => {
    if (isRated()) place.textContent = ''
    else if (rating.given) drawGiven(rating.given.stars)
    else question()
  }
  drawAll()
  const stop = client.subscribe(() => {
    if (isRated()) place.textContent = ''
    const online = isOnline()
    if (online === wasOnline) return
    wasOnline = online
    if (rating.given && !isRated()) drawGiven(rating.given.stars)
    if (online) rating.flush()
  })
  return () => {
    stop()
    rating.close()
    place.textContent = ''
  }
}

window.youwenRating = show
