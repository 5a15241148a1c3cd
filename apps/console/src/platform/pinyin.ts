/** The first character of each initial, in the order of pinyin: what sorts behind one begins with its letter. */
const firsts = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀']
const letters = 'abcdefghjklmnopqrstwxyz'
const collator = new Intl.Collator('zh-u-co-pinyin')
const known = new Map<string, string>()

function initialOf(character: string): string {
  let found = known.get(character)
  if (found === undefined) {
    const at = firsts.findLastIndex((first) => collator.compare(first, character) <= 0)
    found = letters[at] ?? ''
    known.set(character, found)
  }
  return found
}

/** `zjhz` for 浙江杭州, without a dictionary to load: browsers know how Chinese is sorted. Other letters stay. */
export const initialsOf = (text: string): string =>
  [...text.toLowerCase()].map((letter) => (/\p{Script=Han}/u.test(letter) ? initialOf(letter) : letter)).join('')

/** Whether every typed word is in the text, as it stands or by its initials. */
export function isFoundBy(text: string, typed: string): boolean {
  const plain = text.toLowerCase()
  const initials = initialsOf(text)
  return typed
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => plain.includes(word) || initials.includes(word))
}
