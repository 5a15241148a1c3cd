import type { Frame, Page } from 'playwright-core'

/**
 * Those of the texts that no visible element says letter for letter, from its first to its last. A text that is wanted
 * twice has to be there twice.
 */
export const missing = (place: Page | Frame, texts: readonly string[]): Promise<string[]> =>
  place.evaluate((wanted) => {
    const shown = new Map<string, number>()
    // An input holds one line.
    const inOneLine = (text: string) => text.replace(/[\r\n]/g, '')
    for (const element of document.querySelectorAll('body *')) {
      const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
      const text = isField ? inOneLine(element.value) : (element.textContent ?? '')
      const isSaidWithin = [...element.children].some((child) => child.textContent === text)
      if (isSaidWithin || text.length > 2_000 || !element.checkVisibility({ visibilityProperty: true })) continue
      shown.set(text, (shown.get(text) ?? 0) + 1)
    }
    return wanted.filter((text) => {
      const found = [text, inOneLine(text)].find((each) => (shown.get(each) ?? 0) > 0)
      if (found !== undefined) shown.set(found, (shown.get(found) ?? 0) - 1)
      return found === undefined
    })
  }, texts.filter(Boolean))

/** Elements that our apps never make: what markup in a text becomes where it is not shown as text. */
export const strangers = (place: Page | Frame): Promise<string[]> =>
  place.evaluate(() => {
    const leads = /^(href|xlink:href|src|srcset|srcdoc|data|action|formaction|poster|background)$/i
    const safe = /^(https?:|blob:|data:image\/|\/(?!\/)|#|\.|tel:\+?\d+$)/i
    const found: Element[] = []
    for (const element of document.querySelectorAll('*')) {
      const attributes = [...element.attributes]
      if (
        /^(base|embed|object|portal|frame|frameset|marquee|math|isindex|template|animate|set|foreignobject)$/i.test(
          element.localName,
        ) ||
        attributes.some(({ name }) => name.startsWith('on')) ||
        attributes.some(({ name, value }) => leads.test(name) && !safe.test(value)) ||
        attributes.some(({ name, value }) => name === 'style' && /url\(|expression/.test(value)) ||
        (/^(script|style)$/.test(element.localName) && /youwenCanary|example\.invalid/.test(element.textContent ?? ''))
      )
        found.push(element)
    }
    return found.map((element) => element.outerHTML.slice(0, 200))
  })

/** Marks that turn the direction of what follows. */
const turns = (text: string) => /[\u202a-\u202e\u2066-\u2069]/.test(text)

/**
 * Words of ours that stand elsewhere than where they were written, because a text beside them turned the direction.
 * Answers the blocks in which that is so.
 */
export const displaced = (place: Page | Frame, texts: readonly string[]): Promise<string[]> =>
  place.evaluate((turners) => {
    interface Piece {
      readonly text: string
      readonly isTheirs: boolean
      readonly box: () => DOMRect
    }
    const isInline = (element: Element) => /^(inline|contents)$/.test(getComputedStyle(element).display)
    const isAtom = (element: Element) => getComputedStyle(element).display.startsWith('inline-')
    const boxOf = (node: Node, start: number, end: number) => {
      const range = document.createRange()
      range.setStart(node, start)
      range.setEnd(node, end)
      return range.getBoundingClientRect()
    }
    /** What flows in the lines of a block: letters, and what stands among them like one. */
    function piecesOf(parent: Node): Piece[] {
      return [...parent.childNodes].flatMap((node): Piece[] => {
        if (node instanceof Text) {
          return [...node.data].map((text, index, all) => {
            const start = all.slice(0, index).join('').length
            return { text, isTheirs: false, box: () => boxOf(node, start, start + text.length) }
          })
        }
        if (!(node instanceof Element)) return []
        if (isInline(node)) return piecesOf(node)
        return isAtom(node) ? [{ text: '\ufffc', isTheirs: false, box: () => node.getBoundingClientRect() }] : []
      })
    }
    function withTheirs(pieces: Piece[]): Piece[] {
      const whole = pieces.map(({ text }) => text).join('')
      let length = 0
      const starts = pieces.map(({ text }) => {
        length += text.length
        return length - text.length
      })
      const ranges = turners.flatMap((text) => {
        const found: [number, number][] = []
        for (let at = whole.indexOf(text); at !== -1; at = whole.indexOf(text, at + 1))
          found.push([at, at + text.length])
        return found
      })
      return pieces.map((piece, index) => ({
        ...piece,
        isTheirs: ranges.some(([from, to]) => (starts[index] ?? 0) >= from && (starts[index] ?? 0) < to),
      }))
    }
    function isOutOfOrder(block: Element): boolean {
      const boxes = withTheirs(piecesOf(block))
        .filter(({ text, isTheirs }) => !isTheirs && /\S/.test(text) && !/\p{C}/u.test(text))
        .map(({ box }) => box())
      return boxes.some((box, index) => {
        const before = boxes[index - 1]
        return before !== undefined && Math.abs(box.top - before.top) < 4 && box.left < before.left - 1
      })
    }
    const blocks = new Set<Element>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/[\u202a-\u202e\u2066-\u2069]/.test((node as Text).data)) continue
      let block = node.parentElement
      while (block && isInline(block)) block = block.parentElement
      if (block) blocks.add(block)
    }
    return [...blocks].filter(isOutOfOrder).map((block) => JSON.stringify(block.textContent).slice(0, 300))
  }, texts.filter(turns))
