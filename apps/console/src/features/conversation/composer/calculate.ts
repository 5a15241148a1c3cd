/** Full-width and typographic signs, as an input method or a price list writes them. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[×xX]/g, '*')
    .replace(/÷/g, '/')
    .replace(/[−–]/g, '-')
    .replace(/[,，\s￥¥$]/g, '')

/** What an expression of numbers, + - * / % and brackets comes to; undefined when it is none, or not finite. */
export function calculate(text: string): number | undefined {
  const signs = plain(text).match(/\d+(?:\.\d*)?|\.\d+|[-+*/()%]|./g) ?? []
  let at = 0
  const take = (sign: string) => signs[at] === sign && ++at > 0

  function sum(): number {
    let value = product()
    for (;;) {
      if (take('+')) value += product()
      else if (take('-')) value -= product()
      else return value
    }
  }
  function product(): number {
    let value = factor()
    for (;;) {
      if (take('*')) value *= factor()
      else if (take('/')) value /= factor()
      else return value
    }
  }
  function factor(): number {
    if (take('-')) return -factor()
    if (take('+')) return factor()
    let value: number
    if (take('(')) {
      value = sum()
      if (!take(')')) return Number.NaN
    } else {
      const sign = signs[at++] ?? ''
      value = /\d/.test(sign) ? Number(sign) : Number.NaN
    }
    while (take('%')) value /= 100
    return value
  }

  const value = signs.length > 0 && signs.length < 200 ? sum() : Number.NaN
  if (at !== signs.length || !Number.isFinite(value)) return undefined
  // 0.1 + 0.2 is 0.3 to whoever sells something.
  return Number(value.toPrecision(12))
}
