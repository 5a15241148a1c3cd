import type { SensitiveNotice } from '@youwen/contract'

/** Until the company finds words of its own. Which word it was is not said: it would teach how to get around it. */
export const houseNotice: SensitiveNotice = {
  blocked: {
    'zh-CN': '消息含有不适合发送的内容，没有发出，请修改后再试。',
    'en-US': 'This message has words that cannot be sent here. Please change it and try again.',
  },
  warned: {
    'zh-CN': '请文明交流，我们会尽力帮助您。',
    'en-US': 'Please keep it friendly. We will do our best to help you.',
  },
}
