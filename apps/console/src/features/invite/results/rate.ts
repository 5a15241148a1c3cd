/** `34.5%`; a dash where there was nothing to have a share of. */
export const rate = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1).replace(/\.0$/, '')}%`
