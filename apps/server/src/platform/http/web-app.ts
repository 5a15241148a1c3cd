import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import serveFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export interface WebApp {
  /** The folder that the build wrote. */
  readonly root: string
  /** Where it is served: `/`, `/chat/`. */
  readonly prefix: string
}

/** Serves a built app's files. Those with a hash in their name (under `assets/`) never change. */
export function serveWebApp(server: FastifyInstance, { root, prefix }: WebApp): void {
  if (!existsSync(root)) return
  server.register(serveFiles, {
    root,
    prefix,
    index: false,
    redirect: false,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    allowedPath: (path) => !path.includes('/.'),
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${sep}assets${sep}`)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** The page of a built app, read once; undefined when the app was not built. */
export async function readPage(root: string, name = 'index.html'): Promise<string | undefined> {
  const path = join(root, name)
  return existsSync(path) ? readFile(path, 'utf8') : undefined
}
