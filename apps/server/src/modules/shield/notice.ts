import type { BlockNotice } from '@youwen/contract'

/** Until the company finds words of its own: it accuses nobody, since whole ranges may be kept out. */
export const houseNotice: BlockNotice = {
  'zh-CN': '抱歉，暂时无法为您提供在线咨询。如有需要，请通过网站上的其他方式联系我们。',
  'en-US': 'Sorry, we cannot offer you a chat at the moment. Please use another way to reach us on this website.',
}
