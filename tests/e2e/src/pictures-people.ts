import { createMemoryStorage, createVisitorClient, type VisitorClient } from '@youwen/sdk'
import { WebSocket as NodeWebSocket } from 'ws'
import type { TestServer } from './server.ts'

/** Others who are there, with addresses that the region data places in these cities. */
export const others = [
  { said: '请问这款沙发能拆洗吗？', city: '北京', ip: '202.106.0.20', referrer: 'https://www.baidu.com/s?wd=实木沙发' },
  { said: '你们在成都有展厅吗', city: '成都', ip: '61.139.2.69', referrer: 'https://www.xiaohongshu.com/' },
  { said: '餐桌 1.6 米的还有货吗', city: '广州', ip: '202.96.128.86', referrer: '' },
  { said: '灯的尺寸发我一下，谢谢', city: '上海', ip: '202.96.209.5', referrer: 'https://www.google.com/' },
]
/** 杭州. */
export const wang = { ip: '202.101.172.35', referrer: 'https://www.baidu.com/s?wd=榉木餐桌 定制' }

export async function siteKeyOf({ url }: TestServer): Promise<string> {
  const key = /data-site="([^"]+)"/.exec(await (await fetch(`${url}/demo/`)).text())?.[1]
  if (!key) throw new Error('The demo shop carries no snippet.')
  return key
}

export function enter(
  server: TestServer,
  site: string,
  { ip, referrer }: { ip: string; referrer: string },
  path = '',
): VisitorClient {
  return createVisitorClient({
    url: server.url,
    site,
    role: 'chat',
    storage: createMemoryStorage(),
    page: { url: `${server.url}/demo/${path}`, title: '云舟家居 · 慢一点，把家做好', referrer },
    openWebSocket: (address) =>
      new NodeWebSocket(address, {
        origin: server.url,
        headers: {
          'x-forwarded-for': ip,
          'user-agent':
            'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1',
        },
      }) as unknown as WebSocket,
  })
}
