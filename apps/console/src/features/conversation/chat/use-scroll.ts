import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { atEnd, grownDown, grownUp, hasAbove, shifted, slice, type Window } from './window.ts'

/** Closer to an edge than this, the next part is brought in. */
const nearPx = 600
/** So many are kept ready above those drawn once somebody reads upwards: the wheel is faster than a request. */
const ahead = 120
/** Closer to the end than this, new messages keep the view at the end. */
const stickyPx = 48

interface Keyed {
  readonly id: string
}

interface Props<T> {
  readonly list: readonly T[]
  readonly onNearTop: () => void
  readonly onNearBottom: () => void
}

/**
 * A long list of unknown heights that is read from its end. Drawn is a window of it; whatever is added above, the line
 * that the reader looks at stays where it is. What a message is carries its `data-id`; lines between messages do not: they
 * come and go with what is above them.
 */
export function useScroll<T extends Keyed>({ list, onNearTop, onNearBottom }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<Window>(atEnd)
  const [isAtEnd, setIsAtEnd] = useState(true)
  const follows = useRef(true)
  const anchor = useRef<{ id: string; top: number }>(undefined)
  const goal = useRef<string>(undefined)
  const lastId = useRef<string>(undefined)
  // Whether the last message is among those drawn.
  const isLast = useRef(true)
  isLast.current = view.below === 0

  // New messages at the end do not move what somebody reads above.
  useLayoutEffect(() => {
    const newest = list.at(-1)?.id
    const before = lastId.current
    lastId.current = newest
    if (before === undefined || before === newest) return
    const known = list.findLastIndex((each) => each.id === before)
    if (known !== -1) setView((current) => shifted(current, list.length - 1 - known))
  }, [list])

  /** Remembers the first message in sight and where it stands. */
  const note = useCallback(() => {
    const box = scroller.current
    if (!box || !content.current) return
    const edge = box.getBoundingClientRect().top
    for (const element of content.current.querySelectorAll<HTMLElement>('[data-id]')) {
      const rect = element.getBoundingClientRect()
      const { id } = element.dataset
      if (rect.bottom > edge && id !== undefined) {
        anchor.current = { id, top: rect.top - edge }
        return
      }
    }
  }, [])

  const settle = useCallback(() => {
    const box = scroller.current
    if (!box) return
    if (goal.current !== undefined) {
      const element = content.current?.querySelector(`[data-id="${CSS.escape(goal.current)}"]`)
      if (!element) return
      element.scrollIntoView({ block: 'center' })
      goal.current = undefined
      follows.current = isLast.current && box.scrollHeight - box.scrollTop - box.clientHeight < stickyPx
      setIsAtEnd(follows.current)
      note()
      return
    }
    if (follows.current) {
      box.scrollTop = box.scrollHeight
      return
    }
    const held = anchor.current
    const element = held && content.current?.querySelector(`[data-id="${CSS.escape(held.id)}"]`)
    if (!held || !element) return
    const moved = element.getBoundingClientRect().top - box.getBoundingClientRect().top - held.top
    if (Math.abs(moved) > 0.5) box.scrollTop += moved
  }, [note])

  useLayoutEffect(settle)

  useEffect(() => {
    // Pictures that load, the composer that grows, a window that is resized: the view stays put then, too.
    const observer = new ResizeObserver(settle)
    if (scroller.current) observer.observe(scroller.current)
    if (content.current) observer.observe(content.current)
    return () => observer.disconnect()
  }, [settle])

  const moreAbove = () => {
    if (hasAbove(view, list.length)) setView(grownUp(view, list.length))
    if (list.length - view.below - view.size < ahead) onNearTop()
  }

  // What does not fill the pane cannot be scrolled, and at the very top a wheel moves nothing: nobody else asks for what
  // is above then.
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const isFilled = box.scrollHeight > box.clientHeight + nearPx
    const isReadingTop = !follows.current && goal.current === undefined && box.scrollTop < nearPx
    if (!isFilled || isReadingTop) moreAbove()
  })

  const onScroll = () => {
    const box = scroller.current
    if (!box) return
    const fromEnd = box.scrollHeight - box.scrollTop - box.clientHeight
    follows.current = fromEnd < stickyPx && view.below === 0
    setIsAtEnd(follows.current)
    note()
    if (box.scrollTop < nearPx) {
      moreAbove()
    } else if (fromEnd < nearPx) {
      if (view.below > 0) setView(grownDown(view))
      else onNearBottom()
    }
  }

  return {
    scroller,
    content,
    onScroll,
    // The same array as long as the same messages are drawn.
    shown: useMemo(() => slice(list, view), [list, view]),
    isAtEnd,
    toEnd: useCallback(() => {
      follows.current = true
      goal.current = undefined
      setIsAtEnd(true)
      setView(atEnd)
    }, []),
    /** Brings one line into the middle as soon as it is drawn. */
    goTo(id: string) {
      const index = list.findIndex((each) => each.id === id)
      if (index === -1) return
      goal.current = id
      follows.current = false
      setIsAtEnd(false)
      setView({ below: Math.max(0, list.length - index - 60), size: 120 })
    },
  }
}
