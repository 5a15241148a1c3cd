import type { Locator, Page } from 'playwright-core'
import { ensureWebApps } from '../browser/built.ts'
import { startFullDesk } from '../browser/desk.ts'
import { type Search, watchSearches } from '../browser/phrase-search.ts'
import { percentile } from '../rig/statistics.ts'
import { pause } from '../rig/wait.ts'
import { type Bench, rowOf } from '../row.ts'

const phrases = 20_000
/** Words, pinyin, initials, a code, two words at once, and something that is not there. */
const typed = ['价格', 'jiage', 'yhhd', 'c1999', '发货 kuaidi', 'zhongguo', '退款', 'qingwen']
const keyMs = 90
/** What else goes on at a shared machine makes a page slower, never faster: the best round counts. */
const rounds = 3
const budgetMs = 1_000 / 60
const budgetShownMs = 50

export const phraseSearch: Bench = {
  name: 'phrase-search',
  what: `one search over ${phrases} phrases, each time a key is pressed, beside a bare scan of an array`,
  async run() {
    await ensureWebApps()
    await using desk = await startFullDesk({ conversations: 1, longMessages: 20 })
    const { page } = desk
    const searches = await watchSearches(page)
    await page.goto(`${desk.url}/desk/${desk.longestConversationId}`)
    await page.getByRole('tab', { name: '常用语' }).waitFor()
    const rows = phraseRows()
    await importOwn(page, rows)
    const openedAt = performance.now()
    await page.getByRole('tab', { name: '常用语' }).click()
    const box = page.getByLabel('搜索常用语')
    await box.waitFor({ timeout: 60_000 })
    await box.fill('jiage')
    await page
      .getByRole('status')
      .getByText(/条[^…]*$/)
      .waitFor({ timeout: 60_000 })
    const readyMs = performance.now() - openedAt

    await searches.take()
    const done: Search[][] = []
    for (let round = 0; round < rounds; round++) done.push(await typeAll(box, searches))
    const quickest = (of: (search: Search) => number) =>
      done.map((round) => round.map(of)).reduce((best, each) => (median(each) < median(best) ? each : best))
    const searchMs = quickest((one) => one.searchMs)
    const shownMs = quickest((one) => one.shownMs)
    const bareMs = await bareScan(page, rows)
    const value = median(searchMs)
    const shown = median(shownMs)
    return [
      rowOf({
        name: 'phrase-search',
        value,
        unit: 'ms',
        ceiling: bareMs,
        budget: '<= 16.7 ms, a frame',
        met: value <= budgetMs,
        notes: [
          `median of ${searchMs.length} searches in the best of ${rounds} rounds, off the page's thread; p95 ${percentile(searchMs, 0.95).toFixed(1)} ms, worst ${Math.max(...searchMs).toFixed(1)} ms`,
          'ceiling: title and text of each phrase looked through for the same words, without pinyin, code or order',
          `first opened, with fetching them and making their pinyin: ${(readyMs / 1_000).toFixed(1)} s; words are found from the first moment`,
        ],
      }),
      rowOf({
        name: 'phrase-search shown',
        value: shown,
        unit: 'ms',
        budget: `<= ${budgetShownMs} ms, three frames`,
        met: shown <= budgetShownMs,
        notes: [
          `from the key to the frame that shows what was found: median; p95 ${percentile(shownMs, 0.95).toFixed(1)} ms, worst ${Math.max(...shownMs).toFixed(1)} ms`,
        ],
      }),
    ]
  },
}

const median = (values: readonly number[]) => percentile(values, 0.5)

async function typeAll(box: Locator, searches: { take(): Promise<Search[]> }): Promise<Search[]> {
  const done: Search[] = []
  for (const words of typed) {
    await box.fill('')
    await box.pressSequentially(words, { delay: keyMs })
    await pause(300)
    done.push(...(await searches.take()))
  }
  return done
}

const words =
  '您好 价格 优惠 活动 预约 医院 地址 电话 欢迎 光临 请问 什么 可以 帮助 发货 快递 三天 到达 退款 售后 安装 费用 咨询 客服 时间 上班 周末 休息 尺寸 颜色 材质 保修 发票 会员 积分 门店 线上 下单 付款 方式'.split(
    ' ',
  )

/** Always the same, as long as what people write. */
function phraseRows(): string[][] {
  let seed = 7
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return words[seed % words.length] ?? ''
  }
  const sentence = (length: number) => Array.from({ length }, next).join('')
  return Array.from({ length: phrases }, (_, i) => [`分类${i % 200}`, sentence(4), `c${i}`, sentence(30)])
}

/** As an agent would: a spreadsheet, through the page's own session. */
async function importOwn(page: Page, rows: readonly string[][]) {
  const csv = ['文件夹,标题,快捷码,内容', ...rows.map((cells) => cells.join(','))].join('\n')
  const added = await page.evaluate(async (text) => {
    const post = async (path: string, body: object) =>
      (
        await fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json()
    const bytes = new TextEncoder().encode(text)
    const file = await post('/api/files', { name: 'a.csv', sizeBytes: bytes.length, purpose: 'sheet' })
    await fetch(file.uploadUrl, { method: 'PUT', body: bytes })
    return (await post('/api/phrases/own/import', { sheetFileId: file.fileId })).added
  }, csv)
  if (added !== rows.length) throw new Error(`Only ${added} of ${rows.length} phrases were imported.`)
}

/** In the same page, over the same texts: the least that a search can cost. */
async function bareScan(page: Page, rows: readonly string[][]): Promise<number> {
  const times = await page.evaluate(
    ([all, searched]) => {
      const took: number[] = []
      for (let round = 0; round < 5; round++) {
        for (const one of searched) {
          const startedAt = performance.now()
          all.filter(([, title, , text]) => title?.includes(one) || text?.includes(one))
          took.push(performance.now() - startedAt)
        }
      }
      return took
    },
    [rows as string[][], typed] as const,
  )
  return percentile(times, 0.5)
}
