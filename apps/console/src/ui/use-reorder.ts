import { useEffect, useRef, useState } from 'react'

export const moved = <Item>(items: readonly Item[], from: number, to: number): Item[] => {
  const item = items[from]
  return item === undefined ? [...items] : items.filter((_, at) => at !== from).toSpliced(to, 0, item)
}

/** Which place of the list is below the pointer: above the middle of a row it is before it. */
function placeAt(list: HTMLElement, y: number): number {
  const rows = [...list.children]
  const below = rows.findIndex((row) => {
    const { top, height } = row.getBoundingClientRect()
    return y < top + height
  })
  return below === -1 ? rows.length - 1 : below
}

/**
 * Dragging rows of a list into another order by their handles, with mouse, pen or finger alike. The rows are shown as they
 * would come to stand; Escape, or a call that comes in between, leaves them as they were.
 */
export function useReorder<Item>(items: readonly Item[], onOrder: (ordered: readonly Item[]) => void) {
  const list = useRef<HTMLUListElement>(null)
  const [drag, setDrag] = useState<{ readonly item: Item; readonly pointerId: number }>()
  const [shown, setShown] = useState<readonly Item[]>()
  const rows = shown ?? items
  const latest = useRef(rows)
  latest.current = rows

  useEffect(() => {
    if (!drag) return
    const end = (isDropped: boolean) => {
      if (isDropped && latest.current !== items) onOrder(latest.current)
      setDrag(undefined)
      setShown(undefined)
    }
    // On the window: a row that is moved within the list no longer holds the pointer.
    const until = new AbortController()
    const mine = (event: PointerEvent) => event.pointerId === drag.pointerId
    const listen = <Type extends keyof WindowEventMap>(type: Type, hears: (event: WindowEventMap[Type]) => void) =>
      window.addEventListener(type, hears, { signal: until.signal })
    listen('pointermove', (event) => {
      if (!mine(event) || !list.current) return
      const from = latest.current.indexOf(drag.item)
      const to = placeAt(list.current, event.clientY)
      if (from !== to) setShown(moved(latest.current, from, to))
    })
    listen('pointerup', (event) => mine(event) && end(true))
    listen('pointercancel', (event) => mine(event) && end(false))
    listen('keydown', (event) => event.key === 'Escape' && end(false))
    return () => until.abort()
  }, [drag, items, onOrder])

  return {
    list,
    rows,
    dragged: drag?.item,
    begin: (item: Item, { button, pointerId }: { readonly button: number; readonly pointerId: number }) => {
      if (button === 0) setDrag({ item, pointerId })
    },
  }
}
