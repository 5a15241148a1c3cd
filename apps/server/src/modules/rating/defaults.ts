import type { RatingSettings } from '@youwen/contract'

/** What a company begins with, until it chooses for itself. */
export const defaultSettings: RatingSettings = {
  isOn: true,
  invitesAtEnd: true,
  siteIdsWithoutInvitation: [],
  asksComment: true,
  tags: [
    { text: { 'zh-CN': '态度不好', 'en-US': 'Unfriendly' }, stars: [1, 2] },
    { text: { 'zh-CN': '回复太慢', 'en-US': 'Too slow' }, stars: [1, 2, 3] },
    { text: { 'zh-CN': '问题没解决', 'en-US': 'Not solved' }, stars: [1, 2, 3] },
    { text: { 'zh-CN': '不够专业', 'en-US': 'Not competent' }, stars: [1, 2, 3] },
    { text: { 'zh-CN': '回复及时', 'en-US': 'Quick answers' }, stars: [4, 5] },
    { text: { 'zh-CN': '态度亲切', 'en-US': 'Friendly' }, stars: [4, 5] },
    { text: { 'zh-CN': '专业耐心', 'en-US': 'Knows the matter' }, stars: [4, 5] },
    { text: { 'zh-CN': '问题已解决', 'en-US': 'Solved' }, stars: [4, 5] },
  ],
}
