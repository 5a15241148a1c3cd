interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (cause: unknown) => void
}

export interface Batches<Item, Result> {
  /** Resolves when the item was written; items are written in the order of these calls. */
  add(item: Item): Promise<Result>
  /** Resolves when nothing waits and nothing is being written. */
  settled(): Promise<void>
}

export interface BatchOptions<Item, Result> {
  /** Writes all or nothing; answers in the items' order. */
  readonly write: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly maxItems: number
  /** Whether a failed batch may be due to one of its items: then each is tried alone, so that it fails alone. */
  readonly isItemsFault: (cause: unknown) => boolean
}

/**
 * Natural group commit: while one batch is being written the next one collects. Under no load a batch is one item, so
 * nobody waits for company; under load thousands of arrivals share a few transactions.
 */
export function createBatches<Item, Result>({
  write,
  maxItems,
  isItemsFault,
}: BatchOptions<Item, Result>): Batches<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let work: Promise<void> | undefined

  async function writeAll(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await write(batch.map(({ item }) => item))
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
    } catch (cause) {
      if (batch.length > 1 && isItemsFault(cause)) for (const one of batch) await writeAll([one])
      else for (const { reject } of batch) reject(cause)
    }
  }

  async function drain(): Promise<void> {
    // What the same tick adds goes into the first batch, too.
    await undefined
    while (waiting.length > 0) await writeAll(waiting.splice(0, maxItems))
    work = undefined
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        work ??= drain()
      }),
    async settled() {
      while (work) await work
    },
  }
}
