import type { SaveTicketType, TicketType } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import * as store from '../store/types.ts'

export function createTicketTypes({ db, newId }: { readonly db: Db; readonly newId: () => string }) {
  const checkName = async (tx: Tx, companyId: string, name: string, exceptId?: string) => {
    if (!(await store.isNameTaken(tx, companyId, name, exceptId))) return
    const title = `There is a ticket type "${name}" already.`
    throw new Refusal('conflict', 'ticket_type.name_taken', title, {
      fields: [{ path: 'name', code: 'ticket_type.name_taken', title }],
    })
  }
  const getType = async (tx: Tx, companyId: string, ticketTypeId: string): Promise<TicketType> => {
    const type = await store.findType(tx, companyId, ticketTypeId)
    if (!type || type.isRemoved) throw notFound('ticket_type')
    return type
  }

  return {
    list: (companyId: string) => db.company(companyId, (tx) => store.findTypes(tx, companyId)),

    add: (companyId: string, request: SaveTicketType): Promise<TicketType> =>
      db.company(companyId, async (tx) => {
        await checkName(tx, companyId, request.name)
        const type = { ...request, ticketTypeId: newId() }
        await store.insertType(tx, companyId, type)
        return { ...type, isRemoved: false }
      }),

    save: (companyId: string, request: SaveTicketType & { ticketTypeId: string }): Promise<TicketType> =>
      db.company(companyId, async (tx) => {
        await checkName(tx, companyId, request.name, request.ticketTypeId)
        await getType(tx, companyId, request.ticketTypeId)
        await store.updateType(tx, companyId, request)
        return getType(tx, companyId, request.ticketTypeId)
      }),

    remove: (companyId: string, ticketTypeId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        await getType(tx, companyId, ticketTypeId)
        await store.removeType(tx, companyId, ticketTypeId)
      }),
  }
}
