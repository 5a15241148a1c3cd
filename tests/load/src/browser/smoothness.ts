/** A frame of a page: when it was made, and how far the part in question was scrolled in it. */
export type Frame = readonly [at: number, top: number]

/** How smoothly something moved under a wheel that turned evenly. */
export interface Smoothness {
  /** Frames in the worst second, and in an ordinary one. */
  readonly worstFps: number
  readonly medianFps: number
  /** The longest time in which nothing moved. */
  readonly stillMs: number
}

const secondMs = 1_000

/**
 * Only a frame that shows another part than the one before counts: a page that is stuck makes sixty frames a second, too.
 * Counted from the first movement, for as long as the wheel turned.
 */
export function smoothnessOf(frames: readonly Frame[], turnedMs: number): Smoothness {
  const moved = frames.filter(([, top], i) => i > 0 && top !== frames[i - 1]?.[1]).map(([at]) => at)
  const start = moved[0]
  if (start === undefined) return { worstFps: 0, medianFps: 0, stillMs: turnedMs }
  const end = start + turnedMs
  const inTime = moved.filter((at) => at <= end)
  const windows = frames
    .filter(([at]) => at >= start && at + secondMs <= end)
    .map(([from]) => inTime.filter((at) => at > from && at <= from + secondMs).length)
    .sort((a, b) => a - b)
  return {
    worstFps: windows[0] ?? 0,
    medianFps: windows[windows.length >> 1] ?? 0,
    stillMs: Math.max(...[...inTime, end].map((at, i) => at - (inTime[i - 1] ?? start))),
  }
}
