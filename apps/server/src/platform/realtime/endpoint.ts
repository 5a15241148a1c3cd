import type { IncomingHttpHeaders, Server } from 'node:http'
import type { CloseCode } from '@youwen/contract/realtime'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'

/** Every frame is a JSON object that says what it is. */
export interface Frame {
  readonly type: string
}

/** One client on one socket or event stream. It says nothing any more once it is closed, and bears being told to. */
export interface Connection {
  /** A UUID, for logs and for what the database keeps of connections. It grants nothing. */
  readonly id: string
  readonly ip: string
  readonly userAgent: string
  /** Empty when the client sent none: browsers always do. */
  readonly origin: string
  /** The name under which the client reached us. */
  readonly host: string
  /** Those of the handshake; none any more once hello is done. */
  readonly cookies: Readonly<Record<string, string>>
  send(frame: object): void
  /** A frame that is serialised already. */
  sendText(json: string): void
  /** From now on this client hears what is published on the topic, on whatever node. */
  join(topic: string): void
  leave(topic: string): void
  close(code: CloseCode, reason?: string): void
}

/** What decides whether somebody may try at all; known before anything is looked up. */
export interface Handshake {
  readonly origin: string | undefined
  readonly host: string
  readonly headers: IncomingHttpHeaders
}

/** What speaks at one address, whatever carries the frames. `Session` is what it knows of a client after hello. */
export interface Endpoint<In extends Frame, Session> {
  /** `/realtime/visitor` */
  readonly path: string
  /** A union discriminated by `type`. `ping` is answered by the gateway and comes never. */
  readonly frames: z.ZodType<In>
  allows(handshake: Handshake): boolean
  /**
   * The first frame; frames that arrive meanwhile wait. A Refusal is told to the client and closes the connection:
   * 4401 when it was not authenticated, 4429 and 4503 when it should come back later, else 4403. Join topics before
   * reading what they keep fresh, and wait for `gateway.settled()` in between: then nothing falls between the two.
   */
  hello(connection: Connection, frame: In & { type: 'hello' }): Promise<Session>
  /**
   * In the order of arrival. A promise holds back this connection's next frame. A Refusal, thrown or rejected, is
   * answered by `refused` with the frame's id.
   */
  receive(connection: Connection, session: Session, frame: In): void | Promise<void>
  /** Once for every hello that succeeded. */
  closed(connection: Connection, session: Session): void
  /** Called about once a minute, for endings that were not heard of; closes the connection if it may not go on. */
  recheck?(connection: Connection, session: Session): void | Promise<void>
}

export interface GatewayStats {
  readonly connections: { readonly webSocket: number; readonly eventStream: number }
  /** Connections by endpoint path. */
  readonly byEndpoint: Readonly<Record<string, number>>
  readonly topics: number
  readonly framesIn: number
  readonly framesOut: number
  /** Frames that were answered by `refused`, whoever refused. */
  readonly refusals: number
  /** Handshakes turned away before they became a connection. */
  readonly handshakesRefused: number
  /** By what this side closed with; what clients or networks ended counts as 0. */
  readonly closes: Readonly<Record<number, number>>
}

/** Knows sockets and topics, no domain word. */
export interface Gateway extends AsyncDisposable {
  /** To everybody who joined one of the topics, on every node, once each; on this node before the turn ends. */
  publish(topics: readonly string[], frame: object | string, except?: Connection): void
  /** The same for this node alone: for telling again what the bus may have lost. */
  publishHere(topics: readonly string[], frame: object): void
  closeAll(topic: string, code: CloseCode, reason: string): void
  /** Whether anybody on this node joined the topic. */
  isFollowed(topic: string): boolean
  /** The topics with a prefix (`c:`) that somebody on this node joined, for catching up when the bus was cut off. */
  followed(prefix: string): Iterable<string>
  /** Resolves when what other nodes publish from now on reaches who has joined until now. */
  settled(): Promise<void>
  attach(server: Server): void
  routes(fastify: FastifyInstance): void
  /** Tells everybody on this node to come back and resume; new ones are welcome meanwhile. */
  resumeAll(reason: string): void
  /** Tells everybody to come back, lets nobody in any more, and resolves when all are gone. */
  drain(): Promise<void>
  stats(): GatewayStats
}
