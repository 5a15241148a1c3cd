import type { Locale, RobotSentences, SaveRobotSettings } from '@youwen/contract'

export const defaultSentences: Readonly<Record<Locale, RobotSentences>> = {
  'zh-CN': {
    greeting: '您好，我是智能助手，请直接说您想问的问题。',
    menu: '您是不是想问：',
    unknown: '这个问题我还不会，已为您转接人工客服，请稍候。',
    person: '好的，正在为您转接人工客服，请稍候。',
    toPerson: '转人工',
    busy: '需要人工客服来回答您。客服都在接待中，已为您排队，轮到您会马上回复。',
    away: '现在没有客服在线。请留下您的问题和联系电话，我们上线后会尽快联系您。',
    overdue: '抱歉让您久等了。您可以继续等，也可以留下问题和联系电话，我们会尽快联系您。',
    meanwhile: '抱歉让您久等了，您的排队位置保留着。等待时可以先问我，也可以留下联系电话。',
    thanks: '不客气，还有问题随时问我。',
  },
  'en-US': {
    greeting: 'Hello, I am the assistant. What would you like to know?',
    menu: 'Did you mean:',
    unknown: 'I do not know that yet. One moment, I am passing you to a colleague.',
    person: 'Of course. One moment, I am passing you to a colleague.',
    toPerson: 'Talk to a person',
    busy: 'A colleague will answer this. Everybody is busy right now: you are in the queue, and we reply as soon as it is your turn.',
    away: 'Nobody is online right now. Please leave your question and a phone number or e-mail, and we will get back to you.',
    overdue:
      'Sorry to keep you waiting. You can stay in the queue, or leave your question and a phone number or e-mail, and we will get back to you.',
    meanwhile:
      'Sorry to keep you waiting. You keep your place in the queue; until then you can ask me, or leave a phone number.',
    thanks: 'You are welcome. Ask me whenever you like.',
  },
}

/** How a robot behaves that nobody has set up. The figures were measured: `tests/fixtures/robot`. */
export const defaultSettings = (locale: Locale): SaveRobotSettings => ({
  name: locale === 'zh-CN' ? '智能助手' : 'Assistant',
  avatarFileId: null,
  receives: 'never',
  sites: [],
  answerAt: 0.55,
  suggestAt: 0.27,
  says: defaultSentences,
  waitLimitSeconds: 180,
  afterWait: 'message',
  personWords: [
    ...['转人工', '人工', '人工客服', '人工服务', '找人工', '接人工', '真人', '转客服', '找客服', '活人', '不要机器人'],
    ...['human', 'real person', 'live agent', 'speak to someone', 'customer service'],
  ],
  synonyms: [],
  stopWords: [],
})

/** Sentences that a company has not written are those that every robot begins with. */
export const withDefaults = (
  says: Partial<Readonly<Record<Locale, Partial<RobotSentences>>>>,
): SaveRobotSettings['says'] => ({
  'zh-CN': { ...defaultSentences['zh-CN'], ...says['zh-CN'] },
  'en-US': { ...defaultSentences['en-US'], ...says['en-US'] },
})
