import { useSyncExternalStore } from 'react'

const storageKey = 'youwen.console.phrase.open'

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

let current: ReadonlySet<string> = new Set(read())
const listeners = new Set<() => void>()

function set(next: ReadonlySet<string>) {
  current = next
  for (const listener of listeners) listener()
  try {
    localStorage.setItem(storageKey, JSON.stringify([...next].slice(-2_000)))
  } catch {
    // Remembered until the page closes, then.
  }
}

function toggle(folderId: string, isOpen = !current.has(folderId)) {
  const next = new Set(current)
  if (isOpen) next.add(folderId)
  else next.delete(folderId)
  set(next)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Which folders are open; the same wherever the tree is shown, and after a reload. */
export const useOpenFolders = () => ({
  open: useSyncExternalStore(subscribe, () => current),
  setOpen: set,
  toggle,
})
