/** A visitor is asked, or is asked no more. */
export interface InviteChanged {
  readonly type: 'invite.sent' | 'invite.ended'
  readonly companyId: string
  readonly visitorId: string
  readonly inviteId: string
}
