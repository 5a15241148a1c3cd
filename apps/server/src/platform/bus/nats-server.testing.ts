import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

export interface NatsServer extends AsyncDisposable {
  readonly url: string
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>
  /** Starts it again on the same port. */
  restart(): Promise<void>
}

/** A NATS server on a free port of this machine. `npm test` installs `nats-server`; without it this says so. */
export async function startNats(): Promise<NatsServer> {
  const port = await freePort()
  let server = await start(port)
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }
  return {
    url: `nats://127.0.0.1:${port}`,
    kill,
    async restart() {
      await kill()
      server = await start(port)
    },
    [Symbol.asyncDispose]: kill,
  }
}

async function start(port: number) {
  const server = spawn('nats-server', ['--addr', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' })
  const failed = once(server, 'error').then(([cause]) => {
    throw new Error('nats-server is not installed: run `npm test` once, or `apt-get install nats-server`', { cause })
  })
  await Promise.race([failed, listens(port)])
  failed.catch(() => {})
  return server
}

async function listens(port: number) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const socket = connect(port, '127.0.0.1')
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`nats-server did not listen on port ${port} within 5 s`)
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('the probe has no port')
  return address.port
}
