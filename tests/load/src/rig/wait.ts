export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** False when it does not hold within that time. */
export async function until(holds: () => boolean, limitMs: number): Promise<boolean> {
  for (const deadline = performance.now() + limitMs; !holds(); await pause(5)) {
    if (performance.now() > deadline) return false
  }
  return true
}

/** `work` for every item, a few of them at a time. */
export async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T, i)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
