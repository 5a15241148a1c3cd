import { describe, expect, it } from 'vitest'
import { recogniseDevice } from './device.ts'

const info = { screen: '1440x900', language: 'zh-CN', timeZone: 'Asia/Shanghai' }
const android = 'Mozilla/5.0 (Linux; Android 14; V2309A Build/UP1A) AppleWebKit/537.36 (KHTML, like Gecko)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'

describe('what a visitor sits in front of', () => {
  it.each([
    [`${windows} Chrome/131.0.0.0 Safari/537.36`, 'desktop', 'Windows 10/11', 'Chrome 131', null],
    [`${windows} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`, 'desktop', 'Windows 10/11', 'Edge 131', null],
    [
      'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 Chrome/69.0 Safari/537.36',
      'desktop',
      'Windows 7',
      'Chrome 69',
      null,
    ],
    [`${windows} Chrome/108.0.0.0 Safari/537.36 QIHU 360SE`, 'desktop', 'Windows 10/11', '360', null],
    [
      `${windows} Chrome/94.0 Safari/537.36 Core/1.94 QQBrowser/12.3.5571.400`,
      'desktop',
      'Windows 10/11',
      'QQ Browser 12',
      null,
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0',
      'desktop',
      'Windows 10/11',
      'Firefox 128',
      null,
    ],
    [`${mac} Version/17.4 Safari/605.1.15`, 'desktop', 'macOS', 'Safari 17', null],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36',
      'desktop',
      'Linux',
      'Chrome 120',
      null,
    ],
    [`${iphone} Version/17.4 Mobile/15E148 Safari/604.1`, 'mobile', 'iOS 17', 'Safari 17', null],
    [
      `${iphone} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN`,
      'mobile',
      'iOS 17',
      'WeChat 8',
      'wechat',
    ],
    [
      `${android} Version/4.0 Chrome/116.0 Mobile Safari/537.36 XWEB/1160 MMWEBSDK/2023 MicroMessenger/8.0.42 WeChat/arm64`,
      'mobile',
      'Android 14',
      'WeChat 8',
      'wechat',
    ],
    [
      `${windows} Chrome/81.0 Safari/537.36 MicroMessenger/7.0.20 wxwork/4.1.10 MailPlugin`,
      'desktop',
      'Windows 10/11',
      'WeCom 4',
      'wecom',
    ],
    [`${iphone} Mobile/15E148 aweme_29.1.0 JsSdk/2.0 NetType/WIFI`, 'mobile', 'iOS 17', 'Douyin 29', 'douyin'],
    [
      `${android} Version/4.0 Chrome/116 Mobile Safari/537.36 NewsArticle/9.5.5`,
      'mobile',
      'Android 14',
      'Toutiao 9',
      'toutiao',
    ],
    [`${iphone} Mobile/15E148 Kwai/12.2.10`, 'mobile', 'iOS 17', 'Kuaishou 12', 'kuaishou'],
    [
      `${iphone} Mobile/15E148 Weibo (iPhone15,2__weibo__14.2.1__iphone__os17.4)`,
      'mobile',
      'iOS 17',
      'Weibo 14',
      'weibo',
    ],
    [`${iphone} Mobile/15E148 QQ/9.0.8.610 V1_IPH_SQ NetType/WIFI`, 'mobile', 'iOS 17', 'QQ 9', 'qq'],
    [
      `${iphone} Mobile/15E148 AliApp(AP/10.5.60) AlipayClient/10.5.60 Language/zh-Hans`,
      'mobile',
      'iOS 17',
      'Alipay 10',
      'alipay',
    ],
    [
      `${android} Version/4.0 Chrome/100 UCBrowser/16.5.5.1307 Mobile Safari/537.36`,
      'mobile',
      'Android 14',
      'UC 16',
      null,
    ],
    [`${android} Version/4.0 Chrome/100 Quark/6.9.5.480 Mobile Safari/537.36`, 'mobile', 'Android 14', 'Quark 6', null],
    [
      `${android} Version/4.0 Chrome/97 Mobile Safari/537.36 T7/13.5 baiduboxapp/13.55.0.10`,
      'mobile',
      'Android 14',
      'Baidu App 13',
      'baidu',
    ],
    [
      'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300',
      'mobile',
      'HarmonyOS 5',
      'Huawei 5',
      null,
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1',
      'tablet',
      'iOS 12',
      'Safari 12',
      null,
    ],
    [
      'Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36',
      'tablet',
      'Android 13',
      'Chrome 120',
      null,
    ],
  ])('%s', (userAgent, terminal, os, browser, app) => {
    expect(recogniseDevice(userAgent, info)).toEqual({ terminal, os, browser, app, ...info })
  })

  it('takes a Mac with an upright screen for the iPad that it is', () => {
    const device = recogniseDevice(`${mac} Version/17.4 Safari/605.1.15`, { ...info, screen: '820x1180' })
    expect(device).toMatchObject({ terminal: 'tablet', os: 'iPadOS' })
  })

  it.each(['', 'x', '🦊'.repeat(10_000), 'Mozilla/5.0 (', '('.repeat(20_000)])(
    'answers for anything: %.10s',
    (userAgent) => {
      expect(recogniseDevice(userAgent, info)).toMatchObject({ terminal: 'desktop', app: null })
    },
  )
})
