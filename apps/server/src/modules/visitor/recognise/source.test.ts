import { describe, expect, it } from 'vitest'
import { recogniseSource } from './source.ts'

const shop = 'https://www.yunzhou.example/sofa'
const from = (referrer: string, url = shop) => recogniseSource({ url, referrer })

describe('where a visit came from', () => {
  it.each([
    ['nowhere', '', 'direct'],
    ['the site itself', 'https://yunzhou.example/', 'direct'],
    ['another site', 'https://www.zhihu.com/question/1', 'referral'],
    ['an app that hides its address', 'android-app://com.tencent.mm/', 'referral'],
    ['something that is no address', 'javascript:alert(1)', 'direct'],
    ['a search engine', 'https://www.baidu.com/link?url=x&wd=', 'search'],
    ['a mail of a company that has a search engine', 'https://mail.google.com/', 'referral'],
    ["Baidu's forum, which is no search", 'https://tieba.baidu.com/p/1', 'referral'],
    ['a host that only looks like an engine', 'https://baidu.com.evil.example/s?wd=a', 'referral'],
    ['a video on Douyin, which is no search', 'https://www.douyin.com/video/7', 'referral'],
  ])('from %s', (_, referrer, kind) => {
    expect(from(referrer).kind).toBe(kind)
  })

  it.each([
    ['https://www.baidu.com/s?wd=%E5%AE%9E%E6%9C%A8%E6%B2%99%E5%8F%91', 'baidu', '实木沙发'],
    ['https://m.baidu.com/from=1/s?word=%E6%B2%99%E5%8F%91+%E5%AE%A2%E5%8E%85', 'baidu', '沙发 客厅'],
    ['http://www.baidu.com/s?ie=gb2312&wd=%CA%B5%C4%BE%C9%B3%B7%A2', 'baidu', '实木沙发'],
    ['https://www.baidu.com/', 'baidu', null],
    ['https://www.sogou.com/web?query=%E5%BA%8A%E5%9E%AB', 'sogou', '床垫'],
    ['http://www.sogou.com/web?query=%B4%B2%B5%E6', 'sogou', '床垫'],
    ['https://wap.sogou.com/web/searchList.jsp?keyword=%E5%BA%8A%E5%9E%AB', 'sogou', '床垫'],
    ['https://www.so.com/s?q=%E5%8F%B0%E7%81%AF', 'so360', '台灯'],
    ['https://m.so.com/s?q=%E5%8F%B0%E7%81%AF', 'so360', '台灯'],
    ['https://m.sm.cn/s?q=%E5%8F%B0%E7%81%AF&from=wy', 'shenma', '台灯'],
    ['https://quark.sm.cn/s?q=%E5%8F%B0%E7%81%AF', 'quark', '台灯'],
    ['https://cn.bing.com/search?q=oak+table', 'bing', 'oak table'],
    ['https://www.google.com.hk/search?q=oak%20table', 'google', 'oak table'],
    ['https://www.google.co.uk/', 'google', null],
    ['android-app://com.google.android.googlequicksearchbox/', 'google', null],
    ['https://so.toutiao.com/search?keyword=%E4%B9%A6%E6%9E%B6', 'toutiao', '书架'],
    ['https://www.douyin.com/search/%E4%B9%A6%E6%9E%B6?type=general', 'douyin', '书架'],
    ['https://www.xiaohongshu.com/search_result?keyword=%E4%B9%A6%E6%9E%B6', 'xiaohongshu', '书架'],
    ['https://hk.search.yahoo.com/search?p=lamp', 'yahoo', 'lamp'],
    ['https://duckduckgo.com/?q=lamp', 'duckduckgo', 'lamp'],
    ['https://yandex.ru/search/?text=%D0%BB%D0%B0%D0%BC%D0%BF%D0%B0', 'yandex', 'лампа'],
    ['https://search.naver.com/search.naver?query=lamp', 'naver', 'lamp'],
    ['https://www.baidu.com/s?wd=100%', 'baidu', '100%'],
    ['https://www.baidu.com/s?wd=a%00b%E2%80%AEc', 'baidu', 'a bc'],
  ])('%s is a search', (referrer, searchEngine, keyword) => {
    expect(from(referrer)).toMatchObject({ kind: 'search', searchEngine, keyword })
  })

  it('is a campaign when the link was named, with the engine and the word it was shown for', () => {
    const url = `${shop}?utm_source=baidu&utm_medium=cpc&utm_term=%E6%B2%99%E5%8F%91&UTM_Campaign=double11`
    expect(from('https://www.baidu.com/baidu.php?sc=1', url)).toEqual({
      kind: 'campaign',
      referrer: 'https://www.baidu.com/baidu.php?sc=1',
      searchEngine: 'baidu',
      keyword: '沙发',
      campaign: { utm_source: 'baidu', utm_medium: 'cpc', utm_term: '沙发', utm_campaign: 'double11' },
      clickIds: {},
    })
  })

  it.each([
    ['bd_vid', 'campaign'],
    ['gdt_vid', 'campaign'],
    ['qz_gdt', 'campaign'],
    ['clickid', 'campaign'],
    ['gclid', 'campaign'],
    ['msclkid', 'campaign'],
    ['fbclid', 'direct'],
  ])('keeps the click id %s', (name, kind) => {
    expect(from('', `${shop}?${name}=A-b_1`)).toMatchObject({ kind, clickIds: { [name]: 'A-b_1' } })
  })

  it('reads the parameters of a hash route, too', () => {
    expect(from('', 'https://a.example/#/sofa?utm_source=wechat')).toMatchObject({ campaign: { utm_source: 'wechat' } })
  })

  it('cuts what is too long and survives what is no address', () => {
    expect(from('', `${shop}?utm_source=${'x'.repeat(5_000)}`).campaign.utm_source).toHaveLength(300)
    expect(from('not an address', 'neither').kind).toBe('direct')
  })
})
