import type { FileUrls } from '@youwen/contract'

/** Addresses are renewed this long before they run out, so that what is drawn with them still loads. */
const marginMs = 30_000
const maxPerRequest = 100

/** Keeps addresses of files while they work. What is asked for in one moment goes out as one request. */
export function createFileUrls(request: (fileIds: string[]) => Promise<readonly FileUrls[]>) {
  const held = new Map<string, { urls: FileUrls; until: number }>()
  let asked: string[] = []
  let round: Promise<void> | null = null

  const ask = async () => {
    await Promise.resolve()
    const fileIds = asked
    asked = []
    round = null
    for (let from = 0; from < fileIds.length; from += maxPerRequest) {
      // By this computer's clock, which may be wrong: only its span is used.
      const receivedAt = Date.now()
      for (const urls of await request(fileIds.slice(from, from + maxPerRequest))) {
        const lifeMs = Math.max(2 * marginMs, Date.parse(urls.expiresAt) - receivedAt)
        held.set(urls.fileId, { urls, until: receivedAt + Math.min(lifeMs, 5 * 60_000) - marginMs })
      }
    }
  }

  return async (fileIds: readonly string[]): Promise<ReadonlyMap<string, FileUrls>> => {
    const isFresh = (id: string) => (held.get(id)?.until ?? 0) > Date.now()
    const needed = fileIds.filter((id) => !isFresh(id))
    if (needed.length) {
      for (const id of needed) if (asked.indexOf(id) < 0) asked.push(id)
      round = round ?? ask()
      await round
    }
    const found = new Map<string, FileUrls>()
    for (const id of fileIds) {
      const entry = held.get(id)
      if (entry) found.set(id, entry.urls)
    }
    return found
  }
}
