import type { Db, Tx } from '../../platform/db/index.ts'
import { visitorsOfPerson } from './store/visitors.ts'

/**
 * Who is the same person: visitors (browsers, later channel accounts) whose cards were merged. Other modules join what
 * they know of each by it. A visitor stays who he is: nothing of his is rewritten, so that a merge can be taken back.
 */
export const createSamePerson = ({ db }: { db: Db }) => ({
  /** Himself first. */
  of: (companyId: string, visitorId: string): Promise<string[]> =>
    db.company(companyId, (tx) => visitorsOfPerson(tx, companyId, visitorId)),
  in: (tx: Tx, companyId: string, visitorId: string): Promise<string[]> => visitorsOfPerson(tx, companyId, visitorId),
})
