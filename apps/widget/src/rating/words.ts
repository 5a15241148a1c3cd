import type { Locale } from '@youwen/contract'

const zh = {
  title: '您对这次服务满意吗？',
  levels: ['非常不满意', '不满意', '一般', '满意', '非常满意'],
  reasons: '是因为什么？（可多选）',
  comment: '还有什么想告诉我们的？（选填）',
  send: '提交评价',
  thanks: '感谢您的评价',
  kept: '网络恢复后会自动提交',
}

type RatingWords = typeof zh

const en: RatingWords = {
  title: 'How did we do?',
  levels: ['Very poor', 'Poor', 'Fair', 'Good', 'Excellent'],
  reasons: 'What was it? Choose any',
  comment: 'Anything else you want to tell us? (optional)',
  send: 'Send rating',
  thanks: 'Thank you for your rating',
  kept: 'It is sent when you are back online',
}

export const ratingWords: Readonly<Record<Locale, RatingWords>> = { 'zh-CN': zh, 'en-US': en }
