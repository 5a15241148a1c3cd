/** To whom the words in the box go: to the visitor, or to colleagues. */
export type Mode = 'reply' | 'note'
