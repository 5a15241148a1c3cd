import type { AppointmentCard, Locale } from '@youwen/contract'
import { type When, whenOf } from '@youwen/contract/appointment-when'
import { type AppointmentWords, appointmentWords } from './words.ts'

/** The card that the page shows, with everything that is needed to say it. */
export interface Shown {
  readonly card: AppointmentCard
  readonly when: When
  readonly words: AppointmentWords
  /** Of this page, without what is behind it. */
  readonly url: string
}

export const shownOf = (card: AppointmentCard, locale: Locale, url: string): Shown => ({
  card,
  when: whenOf(card.at, card.timeZone, locale),
  words: appointmentWords[locale],
  url,
})

/** What stands below the notch, name by name. */
export const linesOf = ({ card, words }: Shown): readonly { name: string; text: string }[] => [
  { name: words.name, text: card.name },
  ...card.lines.filter(({ text }) => text !== ''),
]
