/** A frame for many: serialised once, and put into a WebSocket's form once, by the first connection that needs it. */
export class SharedFrame {
  readonly json: string
  #framed: Buffer | undefined

  constructor(json: string) {
    this.json = json
  }

  framed(frame: (json: string) => Buffer): Buffer {
    this.#framed ??= frame(this.json)
    return this.#framed
  }
}
export type Outgoing = string | SharedFrame
