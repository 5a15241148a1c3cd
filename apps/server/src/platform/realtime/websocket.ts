import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { CloseCode } from '@youwen/contract/realtime'
import { type RawData, type ServerOptions, WebSocket, WebSocketServer } from 'ws'
import type { Limits } from './limits.ts'
import type { Peer, Transport } from './peer.ts'
import type { Outgoing } from './shared-frame.ts'

/**
 * A WebSocket that carries a peer. Frames are put into their form here and written to the TCP socket in one piece,
 * because `ws` writes a head and a body for each: with many frames a turn that is most of the cost. `ws` still reads,
 * closes, and answers pings; both write whole frames, so they never mix.
 */
class PeerSocket extends WebSocket implements Transport {
  readonly kind = 'webSocket'
  peer: Peer | undefined
  stream: Duplex | undefined

  write(frames: readonly Outgoing[]) {
    if (this.readyState === WebSocket.OPEN) this.stream?.write(framesAsOne(frames))
  }

  backlogBytes() {
    return this.stream?.writableLength ?? 0
  }

  end(code: CloseCode, reason: string) {
    this.close(code, cut(reason, maxReasonBytes))
  }
}

/** A close frame has 125 bytes, two of them for the code. */
const maxReasonBytes = 123

export interface WebSocketDoor {
  /** Completes the handshake; `open` makes the peer that the socket carries. */
  enter(request: IncomingMessage, stream: Duplex, head: Buffer, open: (transport: Transport) => Peer): void
}

export function createWebSocketDoor(limits: Limits): WebSocketDoor {
  // closeTimeout is newer than the types.
  const options: ServerOptions<typeof PeerSocket> & { closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.maxFrameBytes,
    maxFragments: limits.maxFragments,
    maxBufferedChunks: limits.maxBufferedChunks,
    closeTimeout: limits.closeTimeoutMs,
    WebSocket: PeerSocket,
  }
  const server = new WebSocketServer(options)
  return {
    enter(request, stream, head, open) {
      server.handleUpgrade(request, stream, head, (socket) => {
        socket.stream = stream
        socket.peer = open(socket)
        socket.on('message', onMessage)
        socket.on('ping', onSignOfLife)
        socket.on('pong', onSignOfLife)
        socket.on('error', onError)
        socket.on('close', onClose)
      })
    },
  }
}

// Shared by all sockets: a closure each would cost more memory than the sockets' own state.

function onMessage(this: WebSocket, data: RawData, isBinary: boolean) {
  const { peer } = this as PeerSocket
  if (isBinary) peer?.receiveGarbage('Frames are text.')
  else peer?.receiveText(data.toString())
}

function onSignOfLife(this: WebSocket) {
  const { peer } = this as PeerSocket
  peer?.isAlive(Date.now())
}

/** `ws` closes with the fitting code by itself: 1009 too large, 1008 too many fragments, 1007 not UTF-8, 1002 broken. */
function onError(this: WebSocket) {}

function onClose(this: WebSocket) {
  const { peer } = this as PeerSocket
  peer?.gone()
}

// ---- the form of a frame from a server: RFC 6455, section 5.2, unmasked ----------------------------------------------

const finalTextFrame = 0x81

const headBytes = (payloadBytes: number) => (payloadBytes < 126 ? 2 : payloadBytes < 65_536 ? 4 : 10)

function writeHead(target: Buffer, at: number, payloadBytes: number): number {
  target[at] = finalTextFrame
  if (payloadBytes < 126) {
    target[at + 1] = payloadBytes
    return at + 2
  }
  if (payloadBytes < 65_536) {
    target[at + 1] = 126
    return target.writeUInt16BE(payloadBytes, at + 2)
  }
  target[at + 1] = 127
  target.writeUInt32BE(Math.floor(payloadBytes / 2 ** 32), at + 2)
  return target.writeUInt32BE(payloadBytes % 2 ** 32, at + 6)
}

function frameOf(json: string): Buffer {
  const payloadBytes = Buffer.byteLength(json)
  const target = Buffer.allocUnsafe(headBytes(payloadBytes) + payloadBytes)
  target.write(json, writeHead(target, 0, payloadBytes))
  return target
}

/** One piece of memory for one write. */
function framesAsOne(frames: readonly Outgoing[]): Buffer {
  const [first] = frames
  if (frames.length === 1 && first !== undefined) {
    return typeof first === 'string' ? frameOf(first) : first.framed(frameOf)
  }
  return Buffer.concat(frames.map((frame) => (typeof frame === 'string' ? frameOf(frame) : frame.framed(frameOf))))
}

function cut(text: string, maxBytes: number): string {
  let short = text
  while (Buffer.byteLength(short) > maxBytes) short = short.slice(0, -1)
  return short.isWellFormed() ? short : short.slice(0, -1)
}
