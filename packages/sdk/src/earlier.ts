/** Requests for older messages are told apart from those that fill a hole by their ids: an empty answer has nothing else. */
const prefix = 'earlier-'

export const earlierPageId = (count: number): string => prefix + count
export const isEarlierPage = (requestId: string): boolean => requestId.indexOf(prefix) === 0
