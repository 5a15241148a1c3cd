import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { type FileUrls, type MessageBody, maxImageBytes, type StoredFile } from '@youwen/contract'
import type { Db, Tx } from '../../platform/db/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import {
  type ByteRange,
  displayName,
  type FileStorage,
  judgeContentType,
  PictureTooLarge,
  pictureTypes,
  readAvatar,
  readPicture,
  type StagedFile,
  type Staging,
  type StoredContent,
  WrongSize,
} from '../../platform/files/index.ts'
import { type AgentCaller, forbidden, type VisitorCaller } from '../../platform/http/index.ts'
import { type FilesSeenBy, loadable, type VisitorsSeenBy } from './access.ts'
import type { Addresses, FileRef, Rendition, Viewer } from './addresses.ts'
import { rangeAsked } from './range.ts'
import * as store from './store.ts'

const dayMs = 24 * 60 * 60_000
const quota = { files: 100, bytes: 500 * 1024 * 1024 }
/** No upload takes longer, however slow its line is. */
export const maxUploadMs = 15 * 60_000
const unfinishedAfterMs = 60 * 60_000

export interface FileServiceParts {
  readonly db: Db
  readonly storage: FileStorage
  readonly staging: Staging
  readonly addresses: Addresses
  readonly visitorsSeenBy: VisitorsSeenBy
  readonly filesSeenBy: FilesSeenBy
  readonly now: () => Date
}

export interface Announcement {
  readonly name: string
  readonly sizeBytes: number
  readonly purpose: store.Purpose
}

/** A body as it arrives. */
export interface Upload {
  readonly content: Readable
  /** As its Content-Length says. */
  readonly sizeBytes: number | undefined
}

export interface Download extends StoredContent {
  readonly name: string
  readonly contentType: string
  /** Undefined: all of it. */
  readonly range: ByteRange | undefined
}

/** Who sends which file into the conversation with which visitor. */
export interface Attachment {
  readonly companyId: string
  readonly visitorId: string
  readonly by: { readonly kind: 'agent' | 'visitor'; readonly id: string } | { readonly kind: 'robot' }
  readonly body: { readonly fileId: string }
}

export function createFileService({
  db,
  storage,
  staging,
  addresses,
  visitorsSeenBy,
  filesSeenBy,
  now,
}: FileServiceParts) {
  return {
    /** Makes a place for a file, and the address its bytes are to be sent to. */
    async begin(caller: AgentCaller | VisitorCaller, { name, sizeBytes, purpose }: Announcement) {
      if (purpose !== 'message' && caller.kind !== 'agent') throw forbidden()
      const file = {
        companyId: caller.companyId,
        fileId: randomUUID(),
        purpose,
        name: displayName(name),
        sizeBytes,
        uploadedByAgentId: caller.kind === 'agent' ? caller.agentId : null,
        visitorId: caller.kind === 'visitor' ? caller.visitorId : null,
      }
      await db.company(caller.companyId, async (tx) => {
        if (caller.kind === 'visitor') await assertQuota(tx, caller, sizeBytes)
        await store.insertFile(tx, file)
      })
      const { url, expiresAt } = addresses.upload(file, viewerOf(caller))
      return { fileId: file.fileId, uploadUrl: url, expiresAt: expiresAt.toISOString() }
    },

    /**
     * Takes the bytes of an announced file. Either all of it is stored, or nothing is and the same address may be used
     * again. Repeating an upload that succeeded gives the same answer; its bytes are not read.
     */
    async receive(ref: FileRef, { content, sizeBytes }: Upload): Promise<StoredFile> {
      const file = await db.company(ref.companyId, (tx) => store.findFile(tx, ref))
      if (!file) throw notFound('file')
      if (file.status === 'stored') return toStoredFile(file)
      if (sizeBytes !== file.sizeBytes) throw wrongSize()
      await using staged = await receiveExactly(content, file.sizeBytes)
      const judged = await judge(file, staged)
      const isMine = await db.company(file.companyId, (tx) => store.claimForStoring(tx, file))
      if (!isMine) throw new Refusal('conflict', 'file.in_progress', 'Another upload to this address is being stored.')
      try {
        for (const { rendition, open, sizeBytes } of judged.contents) {
          await storage.put(keyOf(file, rendition), open, sizeBytes)
        }
        await db.company(file.companyId, (tx) => store.markStored(tx, file, judged))
      } catch (cause) {
        await removeContents(file)
        await db.company(file.companyId, (tx) => store.giveUpStoring(tx, file))
        throw cause
      }
      return toStoredFile({ ...file, ...judged })
    },

    /**
     * A file of the agent's own with the bytes of one that he may load: what somebody else sent, kept to be sent again. What
     * becomes of the message that it came from does not touch it.
     */
    async copy(agent: AgentCaller, fileId: string): Promise<StoredFile> {
      const { companyId, agentId } = agent
      const [source] = await loadableOf(agent, [fileId])
      if (source?.purpose !== 'message') throw notFound('file')
      const original = await storage.get(keyOf(source, 'original'))
      if (!original) throw notFound('file')
      const { name, sizeBytes, purpose } = source
      const copied = { companyId, fileId: randomUUID(), purpose, name, sizeBytes, visitorId: null }
      await db.company(companyId, (tx) => store.insertFile(tx, { ...copied, uploadedByAgentId: agentId }))
      return this.receive(copied, { content: original.content, sizeBytes })
    },

    /** Addresses for those files that the caller may load; of the others nothing is said. */
    async urls(caller: AgentCaller | VisitorCaller, fileIds: readonly string[]): Promise<FileUrls[]> {
      return (await loadableOf(caller, fileIds)).map((file) => {
        const { url, expiresAt } = addresses.view(file, viewerOf(caller))
        return {
          fileId: file.fileId,
          url: url('original'),
          thumbnailUrl: file.image && url('thumbnail'),
          previewUrl: file.image && url('preview'),
          expiresAt: expiresAt.toISOString(),
        }
      })
    },

    /** The original, or the part of it that a Range header asks for. The address was checked by who calls. */
    async download(ref: FileRef, viewer: Viewer, rangeHeader: string | undefined): Promise<Download> {
      const file = await db.company(ref.companyId, async (tx) => {
        const found = await store.findFile(tx, ref)
        return found && !(await isTakenBack(tx, found, viewer)) ? found : undefined
      })
      if (file?.status !== 'stored') throw notFound('file')
      const range = rangeAsked(rangeHeader, file.sizeBytes)
      const stored = await storage.get(keyOf(file, 'original'), range)
      if (!stored) throw notFound('file')
      return { ...stored, range, name: file.name, contentType: file.contentType }
    },

    /** One of our own drawings of a picture: always JPEG. */
    async picture(ref: FileRef, rendition: Exclude<Rendition, 'original'> | 'avatar'): Promise<StoredContent> {
      const stored = await storage.get(keyOf(ref, rendition))
      if (!stored) throw notFound('file')
      return stored
    },

    /**
     * Makes an uploaded file part of a conversation with a visitor, in the transaction that appends the message, and
     * answers what the message says. Only who uploaded it can, and an agent's file goes to one visitor; a reusable one
     * goes to many, and is every agent's when it is the company's.
     */
    async attach(
      tx: Tx,
      { companyId, visitorId, by, body: { fileId } }: Attachment,
    ): Promise<Extract<MessageBody, { type: 'image' | 'file' }>> {
      const file = await store.findFile(tx, { companyId, fileId })
      const maySend =
        by.kind === 'visitor'
          ? file?.uploadedByAgentId === null && file.visitorId === by.id && by.id === visitorId
          : file?.reusableBy === 'company' || (by.kind === 'agent' && file?.uploadedByAgentId === by.id)
      const isThere = file?.status === 'stored' && file.purpose === 'message' && !file.isWithdrawn
      if (!file || !maySend || !isThere) throw notFound('file')
      if (file.reusableBy !== null) await store.addRecipient(tx, file, visitorId)
      else if (file.visitorId !== visitorId && !(await store.giveToVisitor(tx, file, visitorId))) throw notFound('file')
      const { name, sizeBytes, contentType, image } = file
      return image
        ? { type: 'image', fileId: file.fileId, name, sizeBytes, ...image }
        : { type: 'file', fileId: file.fileId, name, sizeBytes, contentType }
    },

    /** What an agent uploaded to say it among colleagues; in the order asked for. Refuses what is not his or not there. */
    async uploaded(tx: Tx, companyId: string, agentId: string, fileIds: readonly string[]): Promise<StoredFile[]> {
      const found = await store.findFiles(tx, companyId, fileIds)
      return fileIds.map((fileId) => {
        const file = found.find((one) => one.fileId === fileId)
        const isHis = file?.uploadedByAgentId === agentId && file.status === 'stored' && file.purpose === 'message'
        if (!file || !isHis) throw notFound('file')
        return toStoredFile(file)
      })
    },

    /**
     * The last message that carried these to this visitor was recalled. Nobody may load them any more, whatever address he
     * holds; a drawing of a picture lives until its address ends. A reusable one is a phrase's too, and was sent to others:
     * it is this visitor alone who may not load it any more.
     */
    async withdraw(tx: Tx, companyId: string, visitorId: string, fileIds: readonly string[]): Promise<void> {
      if (fileIds.length === 0) return
      await store.withdraw(tx, companyId, fileIds)
      await store.takeBack(tx, companyId, visitorId, fileIds)
    },

    /**
     * Lets an agent's uploaded file be sent into any conversation, by himself or by every colleague; for what is kept to
     * be sent again and again. Throws unless he may send it himself.
     */
    async makeReusable(
      tx: Tx,
      { companyId, fileId, agentId, by }: { companyId: string; fileId: string; agentId: string; by: store.ReusableBy },
    ): Promise<void> {
      const file = await store.findFile(tx, { companyId, fileId })
      const isHis = file?.uploadedByAgentId === agentId || file?.reusableBy === 'company'
      const isThere = file?.status === 'stored' && file.purpose === 'message' && !file.isWithdrawn
      if (!file || !isHis || !isThere) throw notFound('file')
      await store.makeReusable(tx, file, by)
    },

    /** What stored files are, by id. Whether somebody may know is up to who asks. */
    async describe(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<Map<string, StoredFile>> {
      if (fileIds.length === 0) return new Map()
      const found = await store.findFiles(tx, companyId, fileIds)
      return new Map(found.filter(({ status }) => status === 'stored').map((file) => [file.fileId, toStoredFile(file)]))
    },

    /** Throws unless this is an avatar that this agent uploaded. */
    async assertAvatar(tx: Tx, companyId: string, fileId: string, agentId: string): Promise<void> {
      const file = await store.findFile(tx, { companyId, fileId })
      const isHis = file?.purpose === 'avatar' && file.status === 'stored' && file.uploadedByAgentId === agentId
      if (!isHis) throw notFound('file')
    },

    avatarUrl: (companyId: string, fileId: string | null) => fileId && addresses.avatar({ companyId, fileId }),

    /** Forgets what was announced and never came, and what crashes left half stored. Due at the start and hourly. */
    async removeUnfinished(): Promise<void> {
      const before = new Date(now().getTime() - unfinishedAfterMs)
      const files = await db.all((tx) => store.findUnfinished(tx, before, 500))
      for (const file of files) {
        await removeContents(file)
        await db.company(file.companyId, (tx) => store.removeUnfinished(tx, file))
      }
      await staging.removeOlderThan(before)
    },
  }

  async function loadableOf(caller: AgentCaller | VisitorCaller, fileIds: readonly string[]) {
    const { companyId } = caller
    const [found, recipients] = await db.company(companyId, async (tx) => {
      const found = await store.findFiles(tx, companyId, fileIds)
      const reusable = found.filter(({ reusableBy }) => reusableBy !== null).map(({ fileId }) => fileId)
      const visitorId = caller.kind === 'visitor' ? caller.visitorId : undefined
      const sentTo = reusable.length > 0 ? store.findRecipients(tx, companyId, reusable, visitorId) : new Map()
      return [found, await sentTo] as const
    })
    return loadable(found, caller, recipients, visitorsSeenBy, filesSeenBy)
  }

  /** Whether what it was sent with was recalled since the address was given: one that many have is taken back from him alone. */
  async function isTakenBack(tx: Tx, file: store.FileRecord, viewer: Viewer): Promise<boolean> {
    if (file.isWithdrawn) return true
    if (file.reusableBy === null || !('visitorId' in viewer) || file.visitorId === viewer.visitorId) return false
    return (await store.findRecipients(tx, file.companyId, [file.fileId], viewer.visitorId)).size === 0
  }

  async function assertQuota(tx: Tx, { companyId, visitorId }: VisitorCaller, sizeBytes: number) {
    const since = new Date(now().getTime() - dayMs)
    const { files, bytes } = await store.countOfVisitor(tx, companyId, visitorId, since)
    if (files >= quota.files || bytes + sizeBytes > quota.bytes) {
      throw new Refusal('rate_limited', 'file.quota_reached', 'That is enough for today.', { retryAfter: 3_600 })
    }
  }

  async function receiveExactly(content: Readable, sizeBytes: number): Promise<StagedFile> {
    try {
      return await staging.receive(content, sizeBytes, AbortSignal.timeout(maxUploadMs))
    } catch (cause) {
      if (cause instanceof WrongSize || isBrokenLine(cause)) throw wrongSize()
      if (cause instanceof Error && cause.name === 'AbortError') {
        throw new Refusal('invalid', 'file.too_slow', 'The upload took too long.')
      }
      throw cause
    }
  }

  async function removeContents(file: FileRef) {
    for (const rendition of ['original', 'preview', 'thumbnail', 'avatar'] as const) {
      await storage.delete(keyOf(file, rendition))
    }
  }
}
export type FileService = ReturnType<typeof createFileService>

interface Content {
  readonly rendition: Rendition | 'avatar'
  readonly open: () => Readable
  readonly sizeBytes: number
}

/** What a file is, by its bytes, and what of it is kept. */
async function judge(
  file: store.FileRecord,
  staged: StagedFile,
): Promise<store.Judgement & { readonly contents: readonly Content[] }> {
  const contentType = await judgeContentType(staged.path)
  const isPicture = pictureTypes.has(contentType) && file.sizeBytes <= maxImageBytes
  try {
    if (file.purpose === 'avatar') {
      const avatar = isPicture ? await readAvatar(staged.path) : undefined
      if (!avatar) throw new Refusal('invalid', 'file.not_a_picture', 'This is not a picture that we can read.')
      return {
        contentType: 'image/jpeg',
        image: { width: 160, height: 160 },
        contents: [inMemory('avatar', avatar)],
      }
    }
    const picture = isPicture ? await readPicture(staged.path) : undefined
    const original: Content = { rendition: 'original', open: staged.open, sizeBytes: file.sizeBytes }
    return picture
      ? {
          contentType,
          image: { width: picture.width, height: picture.height },
          contents: [original, inMemory('preview', picture.preview), inMemory('thumbnail', picture.thumbnail)],
        }
      : { contentType, image: null, contents: [original] }
  } catch (cause) {
    if (cause instanceof PictureTooLarge) {
      throw new Refusal('too_large', 'file.picture_too_large', `This picture is too large. ${cause.message}`)
    }
    throw cause
  }
}

const inMemory = (rendition: Content['rendition'], bytes: Buffer): Content => ({
  rendition,
  open: () => Readable.from([bytes]),
  sizeBytes: bytes.length,
})

const wrongSize = () =>
  new Refusal('invalid', 'file.size_differs', 'The Content-Length and the bytes sent must be the size announced.')

const isBrokenLine = (cause: unknown) =>
  cause instanceof Error &&
  'code' in cause &&
  (cause.code === 'ECONNRESET' || cause.code === 'ERR_STREAM_PREMATURE_CLOSE')

const toStoredFile = ({ fileId, name, sizeBytes, contentType, image }: store.FileRecord): StoredFile => ({
  fileId,
  name,
  sizeBytes,
  contentType,
  image,
})

const viewerOf = (caller: AgentCaller | VisitorCaller): Viewer =>
  caller.kind === 'agent' ? { agentId: caller.agentId } : { visitorId: caller.visitorId }

/** Server-made throughout; the second part keeps folders small. */
export const keyOf = ({ companyId, fileId }: FileRef, rendition: Rendition | 'avatar') =>
  `${companyId}/${fileId.slice(0, 2)}/${fileId}.${rendition}`.toLowerCase()
