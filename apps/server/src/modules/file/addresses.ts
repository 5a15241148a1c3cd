import { deriveKey, sign, verify } from '../../platform/crypto/index.ts'
import { Refusal } from '../../platform/errors.ts'

/** What of a file is asked for. `avatar` has a public address and needs no signature. */
export const renditions = ['original', 'preview', 'thumbnail'] as const
export type Rendition = (typeof renditions)[number]

export interface FileRef {
  readonly companyId: string
  readonly fileId: string
}

/** For whom an address was made: he alone was given it, and it says so. */
export type Viewer = { readonly agentId: string } | { readonly visitorId: string }

const uploadMs = 10 * 60_000
const viewMs = 5 * 60_000
/** Addresses made within this time are the same, so that a browser's cache knows a picture again. */
const sameMs = 2 * 60_000

export interface AddressQuery {
  readonly for?: unknown
  readonly until?: unknown
  readonly signature?: unknown
}

export interface AddressOptions {
  readonly secret: Buffer
  readonly filesOrigin?: string | undefined
  readonly now: () => Date
}

/**
 * Addresses that grant what they name, until they run out, to whoever holds them. Paths are relative to the server
 * unless files have an origin of their own.
 */
export function createAddresses({ secret, filesOrigin = '', now }: AddressOptions) {
  const key = deriveKey(secret, 'file addresses')

  const signed = (what: 'upload' | Rendition, file: FileRef, viewer: string, until: number) => {
    const path = what === 'upload' ? pathOf(file) : `${pathOf(file)}/${what}`
    const signature = sign(key, granted(what, file, viewer, until)).toString('base64url')
    return `${filesOrigin}${path}?for=${viewer}&until=${until}&signature=${signature}`
  }

  return {
    upload(file: FileRef, uploader: Viewer) {
      const until = now().getTime() + uploadMs
      return { url: signed('upload', file, nameOf(uploader), until), expiresAt: new Date(until) }
    },
    view(file: FileRef, viewer: Viewer) {
      const until = Math.floor(now().getTime() / sameMs) * sameMs + viewMs
      const url = (rendition: Rendition) => signed(rendition, file, nameOf(viewer), until)
      return { url, expiresAt: new Date(until) }
    },
    /** Cannot be guessed, never runs out: what it shows, every visitor of a site may see. */
    avatar: ({ companyId, fileId }: FileRef) => `${filesOrigin}/files/avatar/${companyId}/${fileId}`,

    /** For whom we made this address. Throws unless we did, for exactly this, and its time is not over. */
    check(what: 'upload' | Rendition, file: FileRef, query: AddressQuery): Viewer {
      const until = Number(query.until)
      const given = Buffer.from(String(query.signature), 'base64url')
      const isOurs = verify(key, granted(what, file, String(query.for), until), given)
      if (!isOurs || until <= now().getTime()) {
        throw new Refusal('forbidden', 'file.address_invalid', 'This address has run out or was never given.')
      }
      return viewerNamed(String(query.for))
    },
  }
}
export type Addresses = ReturnType<typeof createAddresses>

const pathOf = ({ companyId, fileId }: FileRef) => `/files/${companyId}/${fileId}`
const nameOf = (viewer: Viewer) => ('agentId' in viewer ? `agent.${viewer.agentId}` : `visitor.${viewer.visitorId}`)
function viewerNamed(name: string): Viewer {
  const [kind, id = ''] = name.split('.')
  return kind === 'agent' ? { agentId: id } : { visitorId: id }
}
const granted = (what: string, file: FileRef, viewer: string, until: number) =>
  [what, file.companyId, file.fileId, viewer, until].join('\n')
