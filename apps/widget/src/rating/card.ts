import type { RatingAnswer } from '@youwen/sdk/rating'
import { make } from '../dom.ts'
import type { ratingWords } from './words.ts'

type Words = (typeof ratingWords)['zh-CN']

export interface Offer {
  readonly asksComment: boolean
  readonly reasonsFor: (stars: number) => readonly string[]
}

const longest = 500
const starPath = 'M12 2.8l2.8 5.9 6.4.8-4.7 4.4 1.2 6.4-5.7-3.2-5.7 3.2 1.2-6.4L2.8 9.5l6.4-.8z'

function put<K extends keyof HTMLElementTagNameMap>(parent: Node, name: K, className = '', text = '') {
  const element = make(name, parent)
  element.className = className
  if (text) element.textContent = text
  return element
}

function star(parent: Node): HTMLElement {
  const place = put(parent, 'span')
  const namespace = 'http://www.w3.org/2000/svg'
  const picture = document.createElementNS(namespace, 'svg')
  picture.setAttribute('viewBox', '0 0 24 24')
  picture.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', starPath)
  picture.appendChild(path)
  place.appendChild(picture)
  return place
}

const fill = (stars: readonly HTMLElement[], count: number) => {
  stars.forEach((each, index) => {
    each.className = index < count ? 'on' : ''
  })
}

/** What was answered, and whether it has still to go out. */
export function givenCard(words: Words, stars: number, isOnline: boolean): HTMLElement {
  const card = document.createElement('div')
  card.className = 'rating given'
  card.setAttribute('role', 'status')
  put(card, 'strong', '', words.thanks)
  const row = put(card, 'p', 'stars')
  row.setAttribute('role', 'img')
  row.setAttribute('aria-label', words.levels[stars - 1] ?? '')
  fill(
    [1, 2, 3, 4, 5].map(() => star(row)),
    stars,
  )
  if (!isOnline) put(card, 'p', 'rating-note', words.kept)
  return card
}

/** Five stars; when one was chosen, why, and room for words. */
export function questionCard(words: Words, name: string, give: (answer: RatingAnswer) => void) {
  let stars = 0
  let offered: Offer = { asksComment: true, reasonsFor: () => [] }
  const ticked = new Set<string>()

  const card = document.createElement('form')
  card.className = 'rating'
  const group = put(card, 'fieldset')
  put(group, 'legend', '', words.title)
  const row = put(group, 'div', 'stars')
  const level = put(group, 'p', 'rating-level')
  level.setAttribute('aria-hidden', 'true')
  const drawn: HTMLElement[] = []
  const point = (count: number) => {
    fill(drawn, count)
    level.textContent = words.levels[count - 1] ?? ''
  }
  words.levels.forEach((title, index) => {
    const label = put(row, 'label')
    const input = put(label, 'input')
    input.type = 'radio'
    input.name = `stars ${name}`
    drawn.push(star(label))
    put(label, 'span', 'aloud', title)
    label.onmouseenter = () => point(index + 1)
    input.onchange = () => {
      stars = index + 1
      point(stars)
      ask()
    }
  })
  row.onmouseleave = () => point(stars)

  const more = put(card, 'div')
  more.hidden = true
  const reasons = put(more, 'fieldset')
  put(reasons, 'legend', 'aloud', words.reasons)
  const list = put(reasons, 'div', 'reasons')
  const comment = put(more, 'textarea')
  comment.rows = 2
  comment.maxLength = longest
  comment.placeholder = words.comment
  comment.setAttribute('aria-label', words.comment)
  put(more, 'button', 'rate', words.send).type = 'submit'

  const shownReasons = () => offered.reasonsFor(stars)
  function ask() {
    if (!stars) return
    more.hidden = false
    comment.hidden = !offered.asksComment
    list.textContent = ''
    for (const reason of shownReasons()) {
      const button = put(list, 'button', '', reason)
      button.type = 'button'
      const draw = () => button.setAttribute('aria-pressed', String(ticked.has(reason)))
      button.onclick = () => {
        if (!ticked.delete(reason)) ticked.add(reason)
        draw()
      }
      draw()
    }
    reasons.hidden = list.childNodes.length === 0
    card.scrollIntoView({ block: 'nearest' })
  }

  card.onsubmit = (event) => {
    event.preventDefault()
    if (stars) give({ stars, tags: shownReasons().filter((one) => ticked.has(one)), comment: comment.value.trim() })
  }
  return {
    card,
    /** What can be ticked, once it is known. */
    offer(next: Offer) {
      offered = next
      ask()
    },
  }
}
