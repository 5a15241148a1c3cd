import type { SaveRobotSettings } from '@youwen/contract'

type Locale = 'zh-CN' | 'en-US'

const says: Readonly<Record<Locale, SaveRobotSettings['says']>> = {
  'zh-CN': {
    greeting: '您好，我是智能助手，请直接说您想问的问题。',
    menu: '您是不是想问：',
    unknown: '这个问题我还不会，已为您转接人工客服，请稍候。',
    person: '好的，正在为您转接人工客服，请稍候。',
    thanks: '不客气，还有问题随时问我。',
  },
  'en-US': {
    greeting: 'Hello, I am the assistant. What would you like to know?',
    menu: 'Did you mean:',
    unknown: 'I do not know that yet. One moment, I am passing you to a colleague.',
    person: 'Of course. One moment, I am passing you to a colleague.',
    thanks: 'You are welcome. Ask me whenever you like.',
  },
}

/** How a robot behaves that nobody has set up. The figures were measured: `tests/fixtures/robot`. */
export const defaultSettings = (locale: Locale): SaveRobotSettings => ({
  name: locale === 'zh-CN' ? '智能助手' : 'Assistant',
  avatarFileId: null,
  receives: 'never',
  sites: [],
  answerAt: 0.52,
  suggestAt: 0.27,
  says: says[locale],
  personWords:
    locale === 'zh-CN'
      ? ['转人工', '人工', '人工客服', '人工服务', '找人工', '接人工', '真人', '转客服', '找客服']
      : ['Talk to a person', 'agent', 'human', 'real person', '转人工'],
  synonyms: [],
  stopWords: [],
})
