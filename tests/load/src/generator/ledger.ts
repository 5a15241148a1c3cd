/**
 * What was sent, acknowledged and received, by the number that is hidden in each message's id. Flat arrays, because the
 * generator shares two cores with what it measures.
 */
export function createLedger(capacity = 4_000_000) {
  const sentAt = new Float64Array(capacity)
  const acks = new Uint8Array(capacity)
  const receipts = new Uint8Array(capacity)
  let sent = 0
  let acked = 0
  let received = 0

  return {
    get sent() {
      return sent
    },
    get acked() {
      return acked
    },
    get received() {
      return received
    },
    /** @param at when it should have left, which may be before it could. */
    next(at: number): number {
      if (sent === capacity) throw new Error('More messages than the ledger has lines.')
      sentAt[sent] = at
      return sent++
    },
    /** How long it took; undefined when it is not ours or was acknowledged before. */
    ack(number: number, at: number): number | undefined {
      if (!(number < sent) || (acks[number] as number)++ > 0) return undefined
      acked++
      return at - (sentAt[number] as number)
    },
    receive(number: number) {
      if (number < sent && (receipts[number] as number)++ === 0) received++
    },
    /** Acknowledged and never received by an agent; received twice. */
    verdict() {
      let lost = 0
      let doubled = 0
      for (let i = 0; i < sent; i++) {
        if (acks[i] && !receipts[i]) lost++
        if ((receipts[i] as number) > 1) doubled++
      }
      return { lost, doubled }
    },
  }
}
/** A UUID of version 7 with the number as its tail. */
export const idOf = (number: number): string => {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number.toString(16).padStart(12, '0')}`
}
