/** Whether the browser can tell one tab what another does: not on pages without TLS. */
export const canBeAlone = 'locks' in navigator

/** In one tab at a time, the others after it; a tab that dies lets go. */
export const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  canBeAlone ? navigator.locks.request(`youwen.${name}`, work) : work()
