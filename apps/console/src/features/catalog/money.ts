import type { Money } from '@youwen/contract'

/** As people of this language write an amount; whole amounts have no zeros behind them. */
export function moneyText({ amount, currency }: Money, locale: string): string {
  const value = Number(amount)
  const isWhole = Number.isInteger(value)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(isWhole && { minimumFractionDigits: 0, maximumFractionDigits: 0 }),
  }).format(value)
}
