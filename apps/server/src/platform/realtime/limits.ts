import { maxFrameBytes, pingIntervalMs } from '@youwen/contract/realtime'

/** What one client may cost. */
export const defaultLimits = {
  maxFrameBytes,
  /** Browsers send a message in one fragment. */
  maxFragments: 16,
  /** Pieces in which one frame may arrive. */
  maxBufferedChunks: 256,
  framesPerSecond: 50,
  framesBurst: 200,
  /** Waiting while hello or an earlier frame is at work. */
  maxHeldFrames: 256,
  /** Published to a client while a frame of his is at work. */
  maxHeldPublished: 2_000,
  /** Not yet taken by the client when more is to be sent: it is cut, and resumes from the database. */
  maxBacklogBytes: 1024 * 1024,
  /** Collected for one client within one turn of the event loop: an agent's welcome with 10,000 long rows fits. */
  maxTurnBytes: 32 * 1024 * 1024,
  helloTimeoutMs: 10_000,
  /** Greetings at work at once at each endpoint; the rest waits in its order. Enough for full batches of reading. */
  greetingsAtOnce: 256,
  /** Who comes on top of these is told to come again. */
  maxWaitingGreetings: 20_000,
  /** Nothing heard, not even a ping. */
  silentMs: 2 * pingIntervalMs,
  recheckMs: 60_000,
  /** How long a closed socket may take to say goodbye. */
  closeTimeoutMs: 5_000,
  /** Loopback and private addresses are exempt: those are proxies and load generators. */
  maxConnectionsPerIp: 2_000,
  maxConnections: 200_000,
  /** Everybody comes back within `min(longest, shortest + connections * 1 ms)` after a drain. */
  reconnectShortestMs: 500,
  reconnectLongestMs: 10_000,
}
export type Limits = typeof defaultLimits
