import { oc } from '@orpc/contract'
import type { Permission } from './permission.ts'

/**
 * `public`: anyone. `visitor`: who holds a visitor token. `signed-in`: any agent with a session. Else the permission
 * that the agent's role must grant.
 */
export type Access = 'public' | 'visitor' | 'signed-in' | 'anyone-known' | Permission

export interface RouteMeta {
  readonly access: Access
  /** The action under which a success is written to the operation log; null where nothing changes that matters. */
  readonly audit: string | null
  /** Callable after a login with a one-time password, when everything else is refused until it is changed. */
  readonly allowsOneTimePassword?: boolean
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The one way to declare a route: without access and audit it does not compile. */
export const route = (
  method: Method,
  path: `/${string}`,
  about: RouteMeta & { readonly title: string; readonly tag: string },
) =>
  oc
    .$meta<RouteMeta>({
      access: about.access,
      audit: about.audit,
      allowsOneTimePassword: about.allowsOneTimePassword ?? false,
    })
    .route({ method, path, summary: about.title, tags: [about.tag] })
