/** Phone numbers, accounts and the like: seven digits and more, however they are grouped, and e-mail addresses. */
const personal = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d(?:[ \-–—]?\d){6,}/g
const placeholder = /⟦(\d+)⟧/g

/**
 * Texts without what identifies somebody: each number or address is a `⟦3⟧`, the same one everywhere. `restore` puts
 * what stood there back into an answer; a placeholder that nobody gave out is left away.
 */
export function createMask() {
  const hidden = new Map<string, number>()

  return {
    hide: (text: string): string =>
      text.replaceAll(placeholder, '').replaceAll(personal, (found) => {
        const number = hidden.get(found) ?? hidden.size + 1
        hidden.set(found, number)
        return `⟦${number}⟧`
      }),
    restore(text: string): string {
      const byNumber = [...hidden.keys()]
      return text.replaceAll(placeholder, (_, number) => byNumber[Number(number) - 1] ?? '')
    },
  }
}
export type Mask = ReturnType<typeof createMask>
