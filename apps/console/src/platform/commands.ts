import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Something that can be done now, by the palette (Ctrl-K) or by its own keys. */
export interface Command {
  readonly id: string
  readonly title: string
  /** `Alt+T`, `Mod+K`: Mod is Command on a Mac, Ctrl elsewhere. */
  readonly keys?: string
  readonly run: () => void
}

const sources = new Map<symbol, readonly Command[]>()
const listeners = new Set<() => void>()
let all: readonly Command[] = []

function changed() {
  all = [...sources.values()].flat()
  for (const listener of listeners) listener()
}

/** Offers commands as long as the component is there. */
export function useCommands(commands: readonly Command[]) {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const signature = commands.map(({ id, title }) => `${id} ${title}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew only when what is offered is another
  useEffect(() => {
    const source = Symbol()
    sources.set(
      source,
      latest.current.map((command) => ({
        ...command,
        run: () => latest.current.find(({ id }) => id === command.id)?.run(),
      })),
    )
    changed()
    return () => {
      sources.delete(source)
      changed()
    }
  }, [signature])
}

export const useAllCommands = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => all,
  )

const isMac = navigator.platform.startsWith('Mac')

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Whether a key press is that combination. Letters go by their place (`code`): Alt changes what a Mac types. */
export function presses(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const isMod = parts.includes('Mod')
  // A letter alone belongs to whoever is typing.
  if (parts.length === 1)
    return event.key === key && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)
  return (
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift') &&
    (isMac ? event.metaKey : event.ctrlKey) === isMod &&
    (isMac ? event.ctrlKey : event.metaKey) === false &&
    (event.key === key || event.code === `Key${key}`)
  )
}

/** As a person reads them. */
export const keysOf = (keys: string): string =>
  keys
    .replace('Mod', isMac ? '⌘' : 'Ctrl')
    .replace('Alt', isMac ? '⌥' : 'Alt')
    .replace('Shift', isMac ? '⇧' : 'Shift')
    .replace('ArrowUp', '↑')
    .replace('ArrowDown', '↓')

// One listener for all of them.
addEventListener('keydown', (event) => {
  if (event.isComposing) return
  const command = all.find(({ keys }) => keys !== undefined && presses(event, keys))
  if (!command) return
  event.preventDefault()
  command.run()
})
