const chinese = '零〇○一二三四五六七八九幺么壹贰叁肆伍陆柒捌玖'
const narrowed = '00012345678911123456789'
const separators = ' \\-–—.·_,/、~'

/** Written digits become figures where several stand together: "一三八零零…", not "一三得三". */
export function writtenDigits(text: string): string {
  const run = new RegExp(`[${chinese}\\d](?:[${separators}]{0,2}[${chinese}\\d]){4,}`, 'g')
  return (
    text
      .replace(run, (found) =>
        found.replace(new RegExp(`[${chinese}]`, 'g'), (one) => narrowed[chinese.indexOf(one)] ?? one),
      )
      // O for zero and l for one, in what is a mobile number otherwise.
      .replace(/(?<![A-Za-z\d])1[3-9][\doOlI]{9}(?![A-Za-z\d])/g, (found) =>
        found.replace(/[oO]/g, '0').replace(/[lI]/g, '1'),
      )
  )
}

export interface DigitRun {
  readonly start: number
  readonly end: number
  /** Its unbroken parts. */
  readonly groups: readonly { readonly start: number; readonly end: number; readonly digits: string }[]
  readonly hasPlus: boolean
}

/** Figures that stand together, with what separates their parts: a number as people write it, or several. */
export function digitRuns(text: string): DigitRun[] {
  const run = new RegExp(`\\+?\\(?\\d(?:[${separators}()]{0,2}\\d)*`, 'g')
  return [...text.matchAll(run)].map((match) => {
    const start = match.index
    const groups = [...match[0].matchAll(/\d+/g)].map((group) => ({
      start: start + group.index,
      end: start + group.index + group[0].length,
      digits: group[0],
    }))
    return { start, end: start + match[0].length, groups, hasPlus: match[0].startsWith('+') }
  })
}

const numeral = '零一二三四五六七八九'
/** 二十八 → 28, 两 → 2, 28 → 28. For ages, hours and days. */
export function smallNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  const match = /^([一二两三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (!match || text === '') return undefined
  const [, tens, ten, ones] = match
  const figure = (one: string | undefined) => (one === '两' ? 2 : one ? numeral.indexOf(one) : 0)
  if (!ten) return ones ? undefined : figure(tens)
  return (tens ? figure(tens) : 1) * 10 + figure(ones)
}
