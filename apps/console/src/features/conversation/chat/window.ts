/**
 * Which part of a long list is in the page: `below` messages under it are left out, `size` are drawn. Counted from the
 * end, so that history loaded above moves nothing.
 */
export interface Window {
  readonly below: number
  readonly size: number
}

const step = 60
const most = 240

export const atEnd: Window = { below: 0, size: step }

/** More above; what leaves below keeps the page light. */
export function grownUp(window: Window, total: number): Window {
  const size = Math.min(window.size + step, total - window.below)
  const excess = Math.max(0, size - most)
  return { below: window.below + excess, size: size - excess }
}

export function grownDown(window: Window): Window {
  const below = Math.max(0, window.below - step)
  return { below, size: Math.min(most, window.size + window.below - below) }
}

/** `count` messages were added at the end while the reader looks at something above. */
export const shifted = (window: Window, count: number): Window =>
  window.below === 0 ? window : { ...window, below: window.below + count }

export const hasAbove = (window: Window, total: number): boolean => window.below + window.size < total

export function slice<T>(list: readonly T[], window: Window): readonly T[] {
  const end = list.length - window.below
  return list.slice(Math.max(0, end - window.size), end)
}
