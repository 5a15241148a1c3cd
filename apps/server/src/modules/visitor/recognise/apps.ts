/** An app whose web view is recognised by its user agent; the first match counts. */
interface KnownApp {
  /** Null: a browser of its own, not an app that happens to show pages. */
  readonly app: string | null
  readonly browser: string
  readonly pattern: RegExp
}

/**
 * What the library does not know: the browsers and apps that people in China really use. `pattern`'s first group is the
 * version.
 */
export const knownApps: readonly KnownApp[] = [
  { app: 'wecom', browser: 'WeCom', pattern: /\bwxwork\/([\d.]+)/i },
  { app: 'wechat', browser: 'WeChat', pattern: /\bMicroMessenger\/([\d.]+)/i },
  { app: 'alipay', browser: 'Alipay', pattern: /\bAlipayClient\/([\d.]+)/i },
  { app: 'dingtalk', browser: 'DingTalk', pattern: /\bDingTalk\/([\d.]+)/i },
  { app: 'feishu', browser: 'Feishu', pattern: /\b(?:Lark|Feishu)\/([\d.]+)/i },
  { app: 'douyin', browser: 'Douyin', pattern: /\b(?:aweme|aweme_lite|AwemeLite)[_/ ]v?([\d.]+)/i },
  { app: 'toutiao', browser: 'Toutiao', pattern: /\bNewsArticle\/([\d.]+)/i },
  { app: 'kuaishou', browser: 'Kuaishou', pattern: /\b(?:Kwai|Kwai_Lite|ksNebula)\/([\d.]+)/i },
  { app: 'xiaohongshu', browser: 'Xiaohongshu', pattern: /\b(?:XHSDiscover|discover)\/([\d.]+)/i },
  { app: 'weibo', browser: 'Weibo', pattern: /\bWeibo(?:__| \()?(?:[^;)]*?__weibo__)?([\d.]+)?/i },
  { app: 'bilibili', browser: 'Bilibili', pattern: /\bBili(?:App|Droid)\/([\d.]+)/i },
  { app: 'zhihu', browser: 'Zhihu', pattern: /\bZhihuHybrid\b.*?(?:osee2unifiedRelease\/([\d.]+))?/i },
  { app: 'tmall', browser: 'Tmall', pattern: /\bAliApp\(TM\/([\d.]+)/i },
  { app: 'taobao', browser: 'Taobao', pattern: /\bAliApp\(TB\/([\d.]+)/i },
  { app: 'jd', browser: 'JD', pattern: /\bjdapp;(?:iphone|android|ipad);([\d.]+)/i },
  { app: 'baidu', browser: 'Baidu App', pattern: /\bbaiduboxapp\/([\d.]+)/i },
  { app: 'qq', browser: 'QQ', pattern: / QQ\/([\d.]+)/ },
  { app: 'facebook', browser: 'Facebook', pattern: /\bFBAN\b.*?(?:FBAV\/([\d.]+))?/ },
  { app: 'instagram', browser: 'Instagram', pattern: /\bInstagram ([\d.]+)/ },
  { app: 'line', browser: 'LINE', pattern: /\bLine\/([\d.]+)/ },
  { app: null, browser: 'Quark', pattern: /\bQuark\/([\d.]+)/i },
  { app: null, browser: 'UC', pattern: /\b(?:UCBrowser|UBrowser|UCWEB)\/?([\d.]+)/i },
  { app: null, browser: 'QQ Browser', pattern: /\bM?QQBrowser\/([\d.]+)/i },
  {
    app: null,
    browser: '360',
    pattern: /\b(?:360SE|360EE|QihooBrowser|QHBrowser|360 Aphone Browser)\b(?:\/?([\d.]+))?/i,
  },
  { app: null, browser: 'Sogou', pattern: /\b(?:MetaSr|SogouMobileBrowser\/)\s?([\d.]+)?/i },
  { app: null, browser: 'Huawei', pattern: /\bHuaweiBrowser\/([\d.]+)/i },
  { app: null, browser: 'Xiaomi', pattern: /\bMiuiBrowser\/([\d.]+)/i },
  { app: null, browser: 'OPPO', pattern: /\bHeyTapBrowser\/([\d.]+)/i },
  { app: null, browser: 'vivo', pattern: /\bVivoBrowser\/([\d.]+)/i },
  { app: null, browser: 'Baidu', pattern: /\b(?:BIDUBrowser|baidubrowser)[/ ]([\d.]+)/i },
  { app: null, browser: 'Liebao', pattern: /\bLBBROWSER\b(?:\/([\d.]+))?/i },
]
