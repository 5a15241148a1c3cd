import { describe, expect, it } from 'vitest'
import { createFindRegion } from './region.ts'

const findRegion = createFindRegion()

describe('where an address is', () => {
  it.each([
    ['219.133.110.197', '中国', '广东', '深圳', '电信'],
    ['61.135.169.121', '中国', '北京', '北京', '联通'],
    ['223.5.5.5', '中国', '浙江', '杭州', '阿里云'],
    ['203.198.23.69', '中国', '香港', '', '电讯盈科'],
    ['::ffff:219.133.110.197', '中国', '广东', '深圳', '电信'],
    ['240e:3b7:3272:d8d0::1', '中国', '广东', '深圳', '电信'],
    ['2409:8a00:1:2::1', '中国', '北京', '北京', '移动'],
    ['2408:8207:2468::1', '中国', '北京', '北京', '联通'],
    ['8.8.8.8', '美国', '', '', 'Level3'],
  ])('%s', (ip, country, province, city, isp) => {
    expect(findRegion(ip)).toEqual({ country, province, city, isp })
  })

  it.each(['192.168.1.7', '10.0.0.1', '172.16.3.4', '127.0.0.1', '::1', 'fd00::1', 'fe80::1', '100.64.0.1'])(
    '%s is on somebody’s own network',
    (ip) => {
      expect(findRegion(ip)).toEqual({ country: '局域网', province: '', city: '', isp: '' })
    },
  )

  it.each(['', 'x', '999.1.1.1', '0.0.0.0', '255.255.255.255', '2001:db8::1', '2002:0102:0304::1', '::'])(
    'answers for anything: %s',
    (ip) => {
      expect(Object.keys(findRegion(ip))).toEqual(['country', 'province', 'city', 'isp'])
    },
  )
})
