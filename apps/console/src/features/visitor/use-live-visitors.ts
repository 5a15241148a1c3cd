import type { LiveVisitors } from '@youwen/contract/feeds'
import type { FollowedState } from '@youwen/sdk/follow'
import { followVisitors } from '@youwen/sdk/live-visitors'
import { api } from '../../platform/api.ts'
import { useFollowed } from '../../platform/live.ts'

/** Who is on the sites and who left today, for as long as the screen is open. */
export const useLiveVisitors = (): FollowedState<LiveVisitors> & { refresh(): void } =>
  useFollowed((client) => followVisitors(client, api))
