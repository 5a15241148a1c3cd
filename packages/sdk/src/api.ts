import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import type { Problem, StoredFile } from '@youwen/contract'
import { contract } from '@youwen/contract'
import { type Upload, type UploadProgress, upload } from './upload.ts'

/** A refusal by the server, or `network.unreachable`. Switch on `code`, never on the message. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: string
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number
  /** Which fields were refused and why, by path. */
  readonly fields: NonNullable<Problem['fields']>
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null
  readonly requestId: string | null

  constructor(problem: Partial<Problem>, status: number, cause?: unknown) {
    super(problem.title ?? `HTTP ${status}`, { cause })
    this.code = problem.code ?? 'network.unreachable'
    this.status = status
    this.fields = problem.fields ?? []
    this.retryAfter = problem.retryAfter ?? null
    this.requestId = problem.requestId ?? null
  }
}

export interface ApiOptions {
  /** Where the server is: `https://chat.example.com`. */
  readonly url: string
  /** An agent's session token, for clients that keep no cookies. */
  readonly token?: string | (() => string | undefined)
  /** Called when a session is missing or over, before the error is thrown. */
  readonly onUnauthenticated?: (error: ApiError) => void
}

export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>

/** Every route of the contract as a typed function: `api.conversation.list({ status: 'open' })`. */
export function createApi(options: ApiOptions): Api {
  return createORPCClient(
    new OpenAPILink(contract, {
      url: `${options.url.replace(/\/$/, '')}/api`,
      headers: (): Record<string, string> => {
        const token = typeof options.token === 'function' ? options.token() : options.token
        return token === undefined ? {} : { authorization: `Bearer ${token}` }
      },
      fetch: async (request, init) => {
        const response = await fetch(request, { ...init, credentials: 'include' }).catch((cause) => {
          throw new ApiError({ title: 'The server cannot be reached.' }, 0, cause)
        })
        if (response.ok) return response
        const problem: Partial<Problem> = await response.json().catch(() => ({}))
        const error = new ApiError({ code: `http.${response.status}`, ...problem }, response.status)
        if (response.status === 401) options.onUnauthenticated?.(error)
        throw error
      },
    }),
  )
}

/** Stores a file for a message or an avatar, or a spreadsheet to import; what it answers is what `sendFile` takes. */
export function uploadFile(
  api: Pick<Api, 'file'>,
  file: File,
  purpose: 'message' | 'avatar' | 'sheet',
  progress?: UploadProgress,
): Upload & { readonly done: Promise<StoredFile> } {
  return upload(file, () => api.file.begin({ name: file.name, sizeBytes: file.size, purpose }), progress)
}
