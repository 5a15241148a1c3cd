import { expect, test } from 'vitest'
import { createNetworks } from './networks.ts'
import { readTarget } from './target.ts'
import { troubleOf } from './trouble.ts'

const nobodys = createNetworks([])

test.each([
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254', // where most clouds hand out credentials
  '100.100.100.200', // Alibaba's
  '168.63.129.16', // Azure's
  '192.0.0.192', // Oracle's
  'fd00:ec2::254', // Amazon's
  '100.64.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1', // IPv4 in the deprecated form
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::1',
  '2002:7f00:1::', // 6to4 of 127.0.0.1
  '2001:0:7f00:1::', // Teredo
  '2001:db8::1',
  '3fff::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '100::1',
  '5f00::1',
  '4000::1',
  'no address',
  '',
])('%s is closed: it is no public address', (ip) => {
  expect(nobodys.standingOf(ip)).toBe('closed')
})

test.each(['1.1.1.1', '8.8.8.8', '114.114.114.114', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '240e::1'])(
  '%s is open: it is a public address',
  (ip) => {
    expect(nobodys.standingOf(ip)).toBe('open')
  },
)

test("the operator's own networks are his own, in whatever form they are written, and nothing beside them", () => {
  const { standingOf } = createNetworks(['10.1.0.0/16', '::ffff:192.168.0.7', 'fd12::/16'])
  for (const ip of ['10.1.2.3', '::ffff:10.1.2.3', '192.168.0.7', 'fd12::1']) expect(standingOf(ip), ip).toBe('own')
  for (const ip of ['10.2.0.1', '192.168.0.8', '127.0.0.1', 'fd13::1']) expect(standingOf(ip), ip).toBe('closed')
  expect(standingOf('8.8.8.8')).toBe('open')
})

const faultOf = (address: string, networks = nobodys) => {
  try {
    readTarget(address, networks)
    return undefined
  } catch (error) {
    return troubleOf(error)
  }
}

test.each([
  ['https://127.0.0.1/', 'closed_network'],
  ['https://2130706433/', 'closed_network'],
  ['https://0x7f000001/', 'closed_network'],
  ['https://0177.0.0.1/', 'closed_network'],
  ['https://127.1/', 'closed_network'],
  ['https://0/', 'closed_network'],
  ['https://１２７.0.0.1/', 'closed_network'],
  ['https://127。0。0。1/', 'closed_network'],
  ['https://[::1]/', 'closed_network'],
  ['https://[::ffff:127.0.0.1]/', 'closed_network'],
  ['https://[::ffff:7f00:1]/', 'closed_network'],
  ['https://[64:ff9b::7f00:1]/', 'closed_network'],
  ['https://169.254.169.254/latest/meta-data/', 'closed_network'],
  ['https://shop.example.com@127.0.0.1/', 'malformed'],
  ['https://user:secret@shop.example.com/', 'malformed'],
  ['https://127.0.0.1\\@shop.example.com/', 'closed_network'],
  ['https://shop.example.com:0/', 'malformed'],
  ['http://shop.example.com/', 'plain_http'],
  ['ftp://shop.example.com/', 'malformed'],
  ['file:///etc/passwd', 'malformed'],
  ['gopher://127.0.0.1:6379/_FLUSHALL', 'malformed'],
  ['data:text/plain,hello', 'malformed'],
  ['//shop.example.com/', 'malformed'],
  ['shop.example.com', 'malformed'],
  ['', 'malformed'],
])('the address %s is refused before anything is asked: %s', (address, trouble) => {
  expect(faultOf(address)).toBe(trouble)
})

test('plain http is spoken within networks of the operator’s own, and nowhere else', () => {
  const own = createNetworks(['127.0.0.0/8'])
  expect(faultOf('http://127.0.0.1:8080/', own)).toBeUndefined()
  expect(faultOf('https://127.0.0.1/', own)).toBeUndefined()
  expect(faultOf('http://8.8.8.8/', own)).toBe('plain_http')
  expect(faultOf('http://10.0.0.1/', own)).toBe('closed_network')
  expect(faultOf('https://8.8.8.8/', own)).toBeUndefined()
})
