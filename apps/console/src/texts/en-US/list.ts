import type { list as zh } from '../zh-CN/list.ts'

/** The desk's list of conversations: its groups, rows and their menu. */
export const list: typeof zh = {
  group: {
    waiting: 'Waiting',
    mine: 'Mine',
    robot: 'Robot',
    team: 'Colleagues',
    recent: 'Recent',
    all: 'Others that fit the filter',
  },
  channel: { web: 'Website' },
  pin: 'Pin',
  unpin: 'Unpin',
  pinned: 'Pinned',
  markUnread: 'Mark as unread',
  markRead: 'Mark as read',
  markedUnread: 'Marked as unread',
  nextWaiting: 'Who waits longest',
  findRecent: 'Find a name, region or last message',
  noRecent: 'You have talked to nobody in the last 7 days.',
  noneFound: 'No conversation fits.',
  noneOfAgent: 'No conversation is going on.',
  nothingFits: 'No conversation fits the filter',
  nothingFitsHint: 'Widen or clear the filter above.',
  contactAgain: 'Contact again',
  overAndHere: 'This conversation is over. The visitor is still on the site: you can begin another one.',
  overAndAway:
    'This conversation is over and the visitor has left. What you write now is there when the site is opened again.',
  away: 'The visitor has left the site. What you send is kept, and is there when the site is opened again.',
}
