export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  /** An input method is still composing: Enter chooses a word then. */
  readonly isComposing: boolean
  /** 229 while composing in Safari, where `isComposing` is already false at that Enter. */
  readonly keyCode: number
}

/** The key is the input method's: it chooses a word, or turns its pages. */
export const isComposing = (press: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean =>
  press.isComposing || press.keyCode === 229

/** What a key means in the composer; null leaves it to the browser. */
export function meaningOf(press: KeyPress, sendWith: 'enter' | 'ctrl-enter'): 'send' | 'newline' | null {
  if (press.key !== 'Enter' || isComposing(press)) return null
  const isModified = press.ctrlKey || press.metaKey
  if (sendWith === 'enter') {
    if (isModified || press.altKey) return 'newline'
    return press.shiftKey ? null : 'send'
  }
  return isModified ? 'send' : null
}
