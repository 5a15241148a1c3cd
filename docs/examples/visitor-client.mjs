// A visitor's client of the realtime protocol, whole and without a dependency; RT… are the rules of docs/realtime.md.
// Runs in browsers and in Node 22 or newer, which has to be told the origin.

const afterClose = {
  1009: 'stop',
  4400: 'stop',
  4401: 'forget token',
  4403: 'stop',
  4426: 'stop',
  4429: 'back off',
  4440: 'forget token',
  4503: 'back off',
}

/**
 * `show` is called with `{ message }` for each message in its order, `{ begin: true }` when what was shown is void, and
 * `{ failed }` for a message that the server refuses for good. `keep` outlives the page: localStorage, for example.
 */
export function createClient({ url, origin, site, show, keep = new Map() }) {
  /** Messages that are not durable yet, by id. A client for people keeps them in a storage too. */
  const unsent = new Map()
  /** Arrived beyond a hole, by position. */
  const ahead = new Map()
  let conversationId
  /** The last position without a hole before it. */
  let end = 0
  let underWay
  let isAsking = false
  let socket
  let timer
  let failures = 0
  let isStopped = false

  function connect() {
    let delayMs
    let heardAt = Date.now()
    let askedAt = 0
    const current = new WebSocket(url, origin && { headers: { origin } })
    socket = current

    const beat = setInterval(() => {
      const now = Date.now()
      if (askedAt > heardAt && now - askedAt > 10_000) return lost(1006) // RT21: nobody is there
      if (now - Math.max(heardAt, askedAt) > 24_000 && current.readyState === 1) {
        askedAt = now
        current.send('{"type":"ping"}')
      }
      if (underWay && now - underWay.at > 20_000) offer(true) // RT11
    }, 1_000)

    const lost = (code) => {
      clearInterval(beat)
      if (socket !== current) return
      socket = undefined
      current.close()
      const next = afterClose[code] ?? 'reconnect' // RT22
      if (isStopped || next === 'stop') return
      if (next === 'forget token') keep.delete('token')
      if (next === 'back off') failures = Math.max(failures, 5)
      const usualMs = Math.min(15_000, 300 * 2 ** failures++) * (0.5 + Math.random() / 2)
      timer = setTimeout(connect, delayMs ?? usualMs) // RT23
    }

    current.onopen = () => {
      const hello = { type: 'hello', protocol: 1, site, role: 'chat' }
      if (keep.has('token')) hello.token = keep.get('token') // RT7
      if (conversationId) hello.resume = { conversationId, seq: end } // RT15
      current.send(JSON.stringify(hello))
    }
    current.onerror = () => {} // onclose follows
    current.onclose = ({ code }) => lost(code)
    current.onmessage = ({ data }) => {
      heardAt = Date.now()
      const frame = JSON.parse(data)
      if (frame.type === 'bye')
        delayMs = frame.reconnectAfterMs // RT24
      else if (frame.type === 'refused' && frame.id === null)
        delayMs = frame.retryAfterMs // RT5
      else heard(frame)
    }
  }

  function heard(frame) {
    switch (frame.type) {
      case 'welcome': {
        failures = 0
        isAsking = false
        underWay = undefined
        keep.set('token', frame.token)
        if (!frame.resumed) {
          conversationId = frame.conversation?.conversationId
          const first = frame.messages.find((message) => message.conversationId === conversationId)
          begin(first ? first.seq - 1 : 0)
        }
        for (const message of frame.messages) if (message.conversationId === conversationId) take(message)
        return offer()
      }
      case 'message':
        take(frame.message)
        return mend()
      case 'messages':
        isAsking = false
        frame.messages.forEach(take)
        return mend()
      case 'ack': // RT10: the copy that we have, and where it stands
        take({
          ...unsent.get(frame.id),
          id: frame.id,
          conversationId: frame.conversationId,
          seq: frame.seq,
          at: frame.at,
        })
        return mend()
      case 'refused':
        if (frame.id === 'hole') isAsking = false
        else refused(frame)
    } // anything else is ignored: RT6
  }

  function begin(floor) {
    end = floor
    ahead.clear()
    show({ begin: true })
  }

  /** RT13: each position once, in order. */
  function take(message) {
    unsent.delete(message.id)
    if (underWay?.id === message.id) underWay = undefined
    if (message.conversationId !== conversationId) {
      conversationId = message.conversationId // the one before is over, and this began another
      begin(0)
    }
    if (message.seq > end) ahead.set(message.seq, message)
    for (let next = ahead.get(end + 1); next; next = ahead.get(end + 1)) {
      ahead.delete(++end)
      show({ message: next })
    }
    offer()
  }

  /** RT14. A client for people waits a tenth of a second before it asks: frames may overtake each other. */
  function mend() {
    if (ahead.size === 0 || isAsking || !socket) return
    isAsking = true
    const range = { after: end, before: Math.min(...ahead.keys()) }
    socket.send(JSON.stringify({ type: 'fetch', id: 'hole', conversationId, ...range }))
  }

  /** RT11: one at a time, the oldest first, again until it is durable. */
  function offer(isAgain = false) {
    const [oldest] = unsent
    if (!oldest || !socket || socket.readyState !== 1 || (underWay && !isAgain)) return
    const [id, { body }] = oldest
    underWay = { id, at: Date.now() }
    socket.send(JSON.stringify({ type: 'send', id, body }))
  }

  /** RT12 */
  function refused({ id, retryAfterMs, ...why }) {
    if (!unsent.has(id)) return
    if (retryAfterMs !== undefined) return setTimeout(offer, retryAfterMs, true)
    unsent.delete(id)
    underWay = undefined
    show({ failed: { id, ...why } })
    offer()
  }

  connect()
  return {
    /** `id` is a UUID of version 7 that no other message has (RT9). */
    send(id, text) {
      unsent.set(id, { from: 'visitor', body: { type: 'text', text } })
      offer()
    },
    close() {
      isStopped = true
      clearTimeout(timer)
      socket?.close(1000)
    },
  }
}
