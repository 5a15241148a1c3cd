/** What every robot knows of how people speak, before its company adds words of its own. */

/** Say nothing about what is asked. */
export const fillers = new Set(
  (
    '的 了 吗 呢 啊 呀 吧 哦 噢 嘛 哈 么 嗯 请问 请 你好 您好 我 你 您 你们 您们 我们 他 它 是 有 在 想 要 想要 一下 能 能够 可以 会 就 都 也 ' +
    '这 那 这个 那个 个 和 与 跟 还 还是 麻烦 亲 亲亲 谢谢 老板 知道 告诉 咨询 问 问下 问一下 帮 帮我 帮忙 给 给我 把 被 让 下 ' +
    '家 家里 贵司 贵 公司 本人 自己 现在 目前 一般 大概 大约 左右 差不多 的话 如果 假如 要是 然后 因为 所以 但是 不过 其实 到底 ' +
    '呗 哪 之 所 得 地 着 过 说 看 看看 看下 到 从 对 对于 关于 为 以 及 或 或者 而 上 里 中 时 时候 里面 东西 ' +
    'the a an is are do does did i you we it to of for in on at my your our can could would please me and or be have has with'
  ).split(' '),
)

/** Say how something is asked, not what: they tell little. */
export const askingWords = new Set(
  (
    '怎么 怎样 怎么样 如何 什么 啥 咋 咋样 哪里 哪儿 哪些 哪个 几 多少 为什么 为啥 是否 是不是 能不能 可不可以 可以吗 有没有 会不会 要不要 行不行 ' +
    '需要 怎么办 多 做 用 弄 搞 办 办理 方式 方法 流程 how what when where which why who much many long'
  ).split(' '),
)

/** What can be asked of a thing: who asks what it costs is not answered by how long it takes. */
export const asked = new Set('价格 收费 多久 尺寸 颜色 材质 地址 区别 营业时间 疼'.split(' '))

const polite = '[呀啊哦噢哈吧呢嘛了的~～!！。.,，?？\\s]*'
const only = (words: string) => new RegExp(`^(?:(?:${words})${polite})+$`, 'u')

/** Nothing is asked yet. */
export const isGreeting = (text: string): boolean =>
  only(
    '你好|您好|哈喽|哈啰|嗨|在吗|在么|在嘛|在不在|在不|有人吗|有人在吗|有人么|客服在吗|客服|早|早上好|上午好|中午好|下午好|晚上好|' +
      '亲|喂|hi|hello|hey|问一下|请问|请问一下|咨询一下|咨询|我想咨询|想咨询一下|我想问一下|想问一下',
  ).test(text) || !/[\p{L}\p{N}]/u.test(text)

/** Nothing is asked any more. */
export const isThanks = (text: string): boolean =>
  only(
    '谢谢|多谢|感谢|谢了|谢谢你|谢谢您|非常感谢|好的|好|好滴|好嘞|嗯|嗯嗯|哦|噢|ok|okay|行|可以|知道|知道了|明白|明白了|了解|了解了|收到|' +
      '懂了|清楚|清楚了|再见|拜拜|拜|没事|没事了|没有了|没了|不用了|不用|辛苦|辛苦了|麻烦你|麻烦您|麻烦了|thanks|thank you|thx|bye|got it',
  ).test(text)

/** What may stand around the wish for a person. */
export const aroundPerson =
  /我要|我想|我想要|想要|需要|请|帮我|帮忙|麻烦|能不能|可不可以|可以|能|给我|转接|转|接|找|叫|换|来个|来一个|一个|一下|个|有没有|有|没有|吗|呢|啊|吧|呀|了|的|你好|您好|客服|服务|聊|说话|说|跟|和|谢谢|直接|快|，|。|！|？|\s|[,.!?~]/gu
