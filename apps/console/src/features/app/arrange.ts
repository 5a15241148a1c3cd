import type { AppEntry, AppName } from '@youwen/contract'

interface Named {
  readonly app: AppName
  readonly name: string
  readonly about: string
  readonly words: string
}

/** So many stand in front; fewer when less is used. */
const frequentShown = 4
/** One visit long ago is no habit. */
const enough = 1.5

/** Which apps are shown where: what is used most first, what is switched off last. With words, only what fits them. */
export function arrange<T extends Named>(shown: readonly T[], entries: readonly AppEntry[], typed: string) {
  const wanted = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const entryOf = new Map(entries.map((entry) => [entry.app, entry]))
  const fitting = shown.filter(({ name, about, words }) => {
    const text = `${name} ${about} ${words}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
  const usesOf = ({ app }: Named) => entryOf.get(app)?.uses ?? 0
  const isOn = ({ app }: Named) => entryOf.get(app)?.isOn ?? true
  const on = fitting.filter(isOn)
  const frequent = on
    .filter((one) => usesOf(one) >= enough)
    .sort((a, b) => usesOf(b) - usesOf(a))
    .slice(0, frequentShown)
  return {
    frequent,
    rest: on.filter((one) => !frequent.includes(one)),
    off: fitting.filter((one) => !isOn(one)),
  }
}
