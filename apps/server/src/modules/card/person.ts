import type { Db, Tx } from '../../platform/db/index.ts'
import { visitorsOfPeople, visitorsOfPerson } from './store/visitors.ts'

/**
 * Who is the same person: visitors (browsers, later channel accounts) whose cards were merged. Other modules join what
 * they know of each by it. A visitor stays who he is: nothing of his is rewritten, so that a merge can be taken back.
 */
export const createSamePerson = ({ db }: { db: Db }) => ({
  /** Himself first. */
  of: (companyId: string, visitorId: string): Promise<string[]> =>
    db.company(companyId, (tx) => visitorsOfPerson(tx, companyId, visitorId)),
  /** Of many at once; who shares his card with nobody is missing. */
  ofAll: (companyId: string, visitorIds: readonly string[]): Promise<Map<string, string[]>> =>
    db.company(companyId, (tx) => visitorsOfPeople(tx, companyId, visitorIds)),
  in: (tx: Tx, companyId: string, visitorId: string): Promise<string[]> => visitorsOfPerson(tx, companyId, visitorId),
})
