import { get } from 'node:http'

/** As much of `EventSource` as the SDK uses, for Node, which has none. */
export function openNodeEventSource(url: string): EventSource {
  const named = new Map<string, (event: { data: string }) => void>()
  const source = {
    onmessage: null as ((event: { data: string }) => void) | null,
    onerror: null as (() => void) | null,
    addEventListener: (name: string, listener: (event: { data: string }) => void) => named.set(name, listener),
    close: () => request.destroy(),
  }
  const request = get(url, async (response) => {
    let text = ''
    try {
      for await (const chunk of response.setEncoding('utf8')) {
        text += chunk
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const fields = new Map(
            text
              .slice(0, end)
              .split('\n')
              .map((line) => line.split(/: (.*)/s) as [string, string]),
          )
          text = text.slice(end + 2)
          const event = { data: fields.get('data') ?? '' }
          const name = fields.get('event')
          if (name) named.get(name)?.(event)
          else source.onmessage?.(event)
        }
      }
    } catch {
      // Told below, like an orderly end.
    }
    source.onerror?.()
  })
  request.on('error', () => source.onerror?.())
  return source as unknown as EventSource
}
