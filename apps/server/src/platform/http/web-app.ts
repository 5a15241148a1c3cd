import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { sep } from 'node:path'
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

/** A file of a built app, read again when a build has changed it; undefined while it is not there. */
export function createPage(path: string): () => Promise<string | undefined> {
  let known: { readonly mtimeMs: number; readonly text: string } | undefined
  return async () => {
    const found = await stat(path).catch(() => undefined)
    if (!found) return undefined
    if (known?.mtimeMs !== found.mtimeMs) known = { mtimeMs: found.mtimeMs, text: await readFile(path, 'utf8') }
    return known.text
  }
}
