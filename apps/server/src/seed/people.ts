import { weigh } from './random.ts'

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫'
const given =
  '子涵 欣怡 浩然 雨桐 宇轩 思远 佳琪 梓萱 建国 丽娟 志强 秀英 伟 芳 娜 敏 静 磊 军 洋 勇 艳 杰 涛 明 超 霞 平 刚 桂英 晓东 晓燕 文博 嘉怡 俊杰 雪梅 海燕 国庆 春花 一诺 沐辰 若曦 天佑 书瑶'.split(
    ' ',
  )

/** `王女士`, `欧阳`-free and good enough: how agents name visitors. */
export const callNames = [...surnames].flatMap((surname) => [`${surname}女士`, `${surname}先生`, `${surname}小姐`])
export const fullNames = [...surnames].flatMap((surname) => given.map((name) => surname + name))

export interface Place {
  readonly country: string
  readonly province: string
  readonly city: string
}
const china = (province: string, city = province): Place => ({ country: '中国', province, city })

/** Roughly as many as people who shop there. */
export const places = weigh<Place>([
  [9, china('广东', '深圳')],
  [9, china('广东', '广州')],
  [5, china('广东', '佛山')],
  [5, china('广东', '东莞')],
  [10, china('上海')],
  [10, china('北京')],
  [8, china('浙江', '杭州')],
  [5, china('浙江', '宁波')],
  [4, china('浙江', '温州')],
  [3, china('浙江', '嘉兴')],
  [6, china('江苏', '苏州')],
  [6, china('江苏', '南京')],
  [4, china('江苏', '无锡')],
  [2, china('江苏', '徐州')],
  [7, china('四川', '成都')],
  [1, china('四川', '绵阳')],
  [6, china('重庆')],
  [5, china('湖北', '武汉')],
  [4, china('湖南', '长沙')],
  [4, china('陕西', '西安')],
  [4, china('山东', '青岛')],
  [4, china('山东', '济南')],
  [2, china('山东', '烟台')],
  [4, china('河南', '郑州')],
  [1, china('河南', '洛阳')],
  [4, china('福建', '厦门')],
  [3, china('福建', '福州')],
  [3, china('天津')],
  [3, china('安徽', '合肥')],
  [3, china('辽宁', '沈阳')],
  [2, china('辽宁', '大连')],
  [2, china('云南', '昆明')],
  [2, china('广西', '南宁')],
  [2, china('江西', '南昌')],
  [2, china('河北', '石家庄')],
  [1, china('山西', '太原')],
  [1, china('贵州', '贵阳')],
  [1, china('黑龙江', '哈尔滨')],
  [1, china('吉林', '长春')],
  [1, china('甘肃', '兰州')],
  [1, china('海南', '海口')],
  [1, china('新疆', '乌鲁木齐')],
  [0.5, china('内蒙古', '呼和浩特')],
  [0.5, china('宁夏', '银川')],
  [0.3, china('青海', '西宁')],
  [0.2, china('西藏', '拉萨')],
  [0.6, china('香港', '')],
  [0.2, china('澳门', '')],
  [0.4, china('台湾', '台北')],
  [0.4, { country: '美国', province: '', city: '' }],
  [0.3, { country: '新加坡', province: '', city: '' }],
  [0.2, { country: '日本', province: '', city: '' }],
])
export const carriers = weigh([
  [42, '电信'],
  [30, '移动'],
  [24, '联通'],
  [2, '广电'],
  [1, '教育网'],
  [1, ''],
])

export interface DeviceKind {
  readonly terminal: string
  readonly os: string
  readonly browser: string
  readonly app: string | null
  readonly screen: string
}
const device = (terminal: string, os: string, browser: string, app: string | null, screen: string): DeviceKind => ({
  terminal,
  os,
  browser,
  app,
  screen,
})
export const devices = weigh<DeviceKind>([
  [16, device('mobile', 'iOS 18', 'WeChat 8', 'wechat', '393x852')],
  [18, device('mobile', 'Android 14', 'WeChat 8', 'wechat', '412x915')],
  [6, device('mobile', 'HarmonyOS 5', 'WeChat 8', 'wechat', '408x888')],
  [8, device('mobile', 'iOS 18', 'Douyin 32', 'douyin', '393x852')],
  [8, device('mobile', 'Android 13', 'Douyin 32', 'douyin', '360x800')],
  [7, device('mobile', 'iOS 17', 'Safari 17', null, '390x844')],
  [6, device('mobile', 'Android 14', 'UC 16', null, '393x873')],
  [5, device('mobile', 'Android 14', 'Quark 7', null, '412x915')],
  [4, device('mobile', 'HarmonyOS 5', 'Huawei 5', null, '408x888')],
  [3, device('mobile', 'Android 14', 'Xiaomi 18', null, '393x873')],
  [3, device('mobile', 'Android 14', 'Baidu App 13', 'baidu', '412x915')],
  [11, device('desktop', 'Windows 10/11', 'Chrome 140', null, '1920x1080')],
  [7, device('desktop', 'Windows 10/11', 'Edge 140', null, '1536x864')],
  [4, device('desktop', 'Windows 7', '360', null, '1366x768')],
  [3, device('desktop', 'Windows 10/11', 'QQ Browser 12', null, '1920x1080')],
  [5, device('desktop', 'macOS', 'Safari 18', null, '1440x900')],
  [4, device('desktop', 'macOS', 'Chrome 140', null, '1512x982')],
  [3, device('tablet', 'iPadOS', 'Safari 18', null, '820x1180')],
])

export interface Origin {
  readonly kind: string
  readonly referrer: string
  readonly searchEngine: string | null
  /** Whether the searched words are known. */
  readonly hasKeyword: boolean
  readonly campaign: Readonly<Record<string, string>>
  readonly clickId: string | null
}
const origin = (
  kind: string,
  referrer: string,
  more: Partial<Pick<Origin, 'searchEngine' | 'hasKeyword' | 'campaign' | 'clickId'>> = {},
): Origin => ({ kind, referrer, searchEngine: null, hasKeyword: false, campaign: {}, clickId: null, ...more })

export const origins = weigh<Origin>([
  [22, origin('direct', '')],
  [10, origin('search', 'https://www.baidu.com/', { searchEngine: 'baidu' })],
  [5, origin('search', 'https://m.baidu.com/s?word=', { searchEngine: 'baidu', hasKeyword: true })],
  [4, origin('search', 'https://cn.bing.com/search?q=', { searchEngine: 'bing', hasKeyword: true })],
  [3, origin('search', 'https://www.so.com/s?q=', { searchEngine: 'so360', hasKeyword: true })],
  [3, origin('search', 'https://www.sogou.com/web?query=', { searchEngine: 'sogou', hasKeyword: true })],
  [2, origin('search', 'https://m.sm.cn/s?q=', { searchEngine: 'shenma', hasKeyword: true })],
  [1, origin('search', 'https://www.google.com/', { searchEngine: 'google' })],
  [
    14,
    origin('campaign', 'https://www.baidu.com/baidu.php', {
      searchEngine: 'baidu',
      hasKeyword: true,
      campaign: { utm_source: 'baidu', utm_medium: 'cpc', utm_campaign: '秋冬新品' },
      clickId: 'bd_vid',
    }),
  ],
  [
    13,
    origin('campaign', '', {
      campaign: { utm_source: 'douyin', utm_medium: 'feed', utm_campaign: '沙发直播间' },
      clickId: 'clickid',
    }),
  ],
  [
    9,
    origin('campaign', '', {
      campaign: { utm_source: 'wechat', utm_medium: 'moments', utm_campaign: '双十一' },
      clickId: 'gdt_vid',
    }),
  ],
  [6, origin('referral', 'https://www.xiaohongshu.com/')],
  [4, origin('referral', 'https://www.zhihu.com/question/30265988')],
  [2, origin('referral', 'https://www.douban.com/group/topic/1/')],
  [2, origin('referral', 'https://weibo.com/')],
])

export const keywords =
  '实木沙发 三人沙发 布艺沙发 可拆洗沙发 沙发什么牌子好 纸灯 床头灯 落地灯 新中式台灯 橡木餐桌 实木餐桌 餐桌尺寸 小户型餐桌 云舟家居 云舟家居官网 杭州家具展厅 榫卯家具 客厅软装'.split(
    ' ',
  )

export interface Page {
  readonly path: string
  readonly title: string
}
export const pages = weigh<Page>([
  [30, { path: '/', title: '云舟家居 · 慢一点，把家做好' }],
  [24, { path: '/sofa', title: '云憩三人沙发 · 云舟家居' }],
  [16, { path: '/lamp', title: '小舟纸灯 · 云舟家居' }],
  [18, { path: '/table', title: '渡口橡木餐桌 · 云舟家居' }],
  [12, { path: '/about', title: '关于我们 · 云舟家居' }],
])
