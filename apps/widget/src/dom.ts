/** The few DOM moves that the loader and the panel share. Both are guests in a stranger's page. */

/** Whatever goes wrong in here stays in here: nothing of ours is worth an entry in the customer's error tracker. */
export const guard =
  <A extends unknown[]>(work: (...args: A) => unknown) =>
  (...args: A): void => {
    try {
      work(...args)
    } catch {}
  }

/** Through CSSOM, which the strictest CSP lets pass. */
export const style = (element: HTMLElement, rules: string) => {
  element.style.cssText = rules
}

export const make = <K extends keyof HTMLElementTagNameMap>(name: K, parent: Node): HTMLElementTagNameMap[K] =>
  parent.appendChild(document.createElement(name))
