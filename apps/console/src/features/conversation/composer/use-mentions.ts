import type { Colleague } from '@youwen/contract'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useLive } from '../../../platform/live.ts'
import { useMe } from '../../../platform/me.ts'
import { mentionBeingTyped, mentionedIn } from '../chat/mentions.ts'

const mostShown = 8

interface Props {
  readonly isActive: boolean
  readonly text: string
  /** Puts text in place of a part of what is written. */
  readonly replace: (from: number, until: number, piece: string) => void
}

/** Colleagues offered after an `@`: arrows choose, Enter or Tab takes, Escape closes. */
export function useMentions({ isActive, text, replace }: Props) {
  const me = useMe()
  const colleagues = useLive((state) => state.colleagues)
  const [cursor, setCursor] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [closedAt, setClosedAt] = useState<number>()
  /** Of two colleagues with one name, who was taken from the list is meant. */
  const taken = useRef<Colleague[]>([])

  const typed = isActive ? mentionBeingTyped(text, cursor) : null
  const words = typed?.words.toLowerCase()
  const offered = useMemo(
    () =>
      words === undefined
        ? []
        : [...colleagues.values()]
            .filter(({ agentId }) => agentId !== me.agentId)
            .filter(({ name, nickname }) => [name, nickname].some((each) => each.toLowerCase().includes(words)))
            .sort((a, b) => Number(b.state === 'online') - Number(a.state === 'online') || a.name.localeCompare(b.name))
            .slice(0, mostShown),
    [colleagues, me.agentId, words],
  )
  const isOpen = typed !== null && offered.length > 0 && closedAt !== typed.from
  const at = Math.min(chosen, offered.length - 1)

  function take(colleague: Colleague | undefined) {
    if (!colleague || !typed) return
    taken.current = [colleague, ...taken.current]
    replace(typed.from, cursor, `@${colleague.name} `)
    setChosen(0)
  }

  return {
    isOpen,
    offered,
    chosen: at,
    take,
    /** Call when the text or the place of the cursor changed. */
    moved: (next: number) => setCursor(next),
    /** True when the key was meant for the list. */
    onKey(event: KeyboardEvent): boolean {
      if (!isOpen || event.nativeEvent.isComposing) return false
      if (event.key === 'ArrowDown') setChosen((at + 1) % offered.length)
      else if (event.key === 'ArrowUp') setChosen((at - 1 + offered.length) % offered.length)
      else if (event.key === 'Enter' || event.key === 'Tab') take(offered[at])
      else if (event.key === 'Escape') setClosedAt(typed?.from)
      else return false
      event.preventDefault()
      return true
    },
    named: (note: string) =>
      mentionedIn(note, [...taken.current, ...colleagues.values()]).filter((agentId) => agentId !== me.agentId),
  }
}
