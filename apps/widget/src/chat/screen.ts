/** Keeps the window inside what is visible: a phone's keyboard covers the page without making it smaller. */
export function fitToScreen(root: HTMLElement): void {
  const view = window.visualViewport
  // In a frame the page around us sees to it: a frame is not told about the keyboard.
  if (!view || window.parent !== window) return
  const fit = () => {
    root.style.height = `${view.height}px`
    root.style.top = `${view.offsetTop}px`
  }
  view.addEventListener('resize', fit)
  view.addEventListener('scroll', fit)
  fit()
}

/** On a page of its own the title tells of what came while nobody looked. */
export function titleOf(name: string, unreadText: string): void {
  const title = unreadText ? `(${unreadText}) ${name}` : name
  if (document.title !== title) document.title = title
}

/** A finger: no hover, and a keyboard on the screen that should come only when asked for. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches
