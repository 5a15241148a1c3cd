export interface ShownMessage {
  readonly id: string
  readonly seq: number
  readonly body: { readonly type: string; readonly text?: string }
}

export type Shown =
  | { readonly begin: true }
  | { readonly message: ShownMessage }
  | { readonly failed: { readonly id: string; readonly code: string; readonly title: string } }

export declare function createClient(options: {
  url: string
  origin?: string
  site: string
  show: (what: Shown) => void
  keep?: Pick<Map<string, string>, 'get' | 'set' | 'has' | 'delete'>
}): { send(id: string, text: string): void; close(): void }
