import { createMessageIds } from '@youwen/sdk/message-ids'

const next = createMessageIds()

/** A UUID of version 7 for what this client makes: sent again with the same id it is the same thing. */
export const newId = (): string => next()
