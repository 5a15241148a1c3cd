import type { RatingTag } from '@youwen/contract'

/** By what a tag is counted, whatever language it was ticked in. */
const nameOf = ({ text }: RatingTag): string => text['zh-CN'] || text['en-US']

/** What a visitor ticked, as the company calls it; what is not offered with these stars is left out. */
export function offeredAmong(tags: readonly RatingTag[], stars: number, ticked: readonly string[]): string[] {
  const offered = tags.filter((tag) => tag.stars.includes(stars))
  return offered
    .filter(({ text }) => ticked.some((word) => word !== '' && (word === text['zh-CN'] || word === text['en-US'])))
    .map(nameOf)
}
