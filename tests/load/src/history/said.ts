/** What is said in a furniture shop, as varied as it is there: from what everybody asks to what nobody ever asked again. */

const things =
  '沙发 餐桌 双人床 床垫 衣柜 书桌 书架 茶几 电视柜 鞋柜 餐椅 吊灯 落地灯 地毯 窗帘 梳妆台 斗柜 儿童床 躺椅 岛台'.split(
    ' ',
  )
const places =
  '北京 上海 广州 深圳 杭州 成都 武汉 南京 西安 重庆 苏州 宁波 青岛 长沙 郑州 厦门 合肥 昆明 沈阳 大连'.split(' ')
const colours = '松绿色 米白 胡桃木色 原木色 雾霾蓝 焦糖色 浅灰 奶咖'.split(' ')
const questions = [
  '{物}有现货吗',
  '{物}的价格是多少',
  '{物}的尺寸能不能定制',
  '{物}发货到{地}要几天',
  '{物}有{色}的吗，和图片有色差吗',
  '请问{物}包安装吗，{地}有没有展厅',
  '昨天买的{物}什么时候发货',
  '{物}可以开发票吗，抬头写公司的',
  '{物}收到有一点划痕，可以换货吗',
  '{色}的{物}和餐桌放在一起好看吗',
]
const answers = [
  '您好，{物}有现货，今天下单明天发货',
  '{物}的价格现在有优惠，满三千减三百',
  '{物}到{地}一般三到五天，送货上门并且安装',
  '{物}的尺寸可以定制，您把户型图发给我',
  '{色}的{物}需要等两周，{地}仓库暂时没有',
  '发票可以开，请您把{物}的订单号发给我',
  '非常抱歉，我马上为您登记{物}的换货',
]
/** Said again and again. */
const usual = ['好的，谢谢', '在吗', '您好，很高兴为您服务', '嗯嗯', '请稍等，我帮您查一下', '明白了，我再看看']
/** In all of history as good as never. */
const rare = ['有没有螺钿镶嵌的屏风', '型号 QX7341 的铰链还能配到吗', '想要缂丝面料的榻榻米坐垫']
/** Everybody said it for some weeks, long ago, and nobody since. */
const seasonal = '年货节的优惠券还能用吗'

/** Each sentence once, in an order that is always the same and has nothing to do with what they say. */
function sentences(): string[] {
  const all = [...questions, ...answers].flatMap((form, at) =>
    things.flatMap((thing, i) =>
      places.map((place, j) =>
        form
          .replace('{物}', thing)
          .replace('{地}', place)
          .replace('{色}', colours[(at + i + j) % colours.length] ?? ''),
      ),
    ),
  )
  const hash = (text: string) =>
    Array.from(text).reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 1_000_003, 7)
  return [...new Set(all)].sort((a, b) => hash(a) - hash(b) || (a < b ? -1 : 1))
}

/** The usual ones first, then all others, then those that are rare and last the one of a season. */
export function allSaid() {
  const others = sentences()
  return {
    texts: [...usual, ...others, ...rare, seasonal],
    usual: usual.length,
    others: others.length,
    rare: rare.length,
  }
}

/** What people look for, and how it is spread. */
export const wanted = {
  'a frequent word': ['沙发', '餐桌', '发货'],
  'a rare word': ['螺钿', 'qx7341', '缂丝'],
  'two words': ['餐桌 尺寸', '地毯 发票', '吊灯 换货'],
  'a word that nobody says any more': ['年货节'],
} as const
