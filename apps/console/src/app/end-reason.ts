/** Why somebody stands at the login again. */
export type EndReason = 'ended' | 'expired' | 'logged_out' | 'refused'
