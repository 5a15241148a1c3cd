import type { BlockNotice, Locale } from '@youwen/contract'
import type { ShieldGuard } from '../modules/shield/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Connection } from '../platform/realtime/index.ts'
import { refused } from './refused.ts'

/** Somebody who came in, or would like to. */
export interface DoorGuest {
  readonly companyId: string
  /** Null before he has ever been here. */
  readonly visitorId: string | null
  /** In which language he is spoken to. */
  readonly locale: Locale
}
type Admitted = DoorGuest & { readonly visitorId: string }

export interface DoorParts {
  readonly shield: Pick<ShieldGuard, 'check' | 'onChanged'>
  /** Whoever is put out is not left in the middle of a conversation, or in the queue. */
  readonly endConversation: (companyId: string, visitorId: string) => Promise<void>
  readonly onTrouble: (error: unknown) => void
}

/**
 * Keeps out who is blocked. Before somebody is let in nothing is written and nothing is looked up in the database; and
 * whoever is inside when a block is made is put out on every node within the same moment.
 */
export function createDoor({ shield, endConversation, onTrouble }: DoorParts) {
  const inside = new Map<string, Map<Connection, Admitted>>()

  const check = ({ companyId, visitorId }: DoorGuest, { ip }: Connection) => shield.check(companyId, { visitorId, ip })

  function turnAway(connection: Connection, { locale }: DoorGuest, notice: BlockNotice): Refusal {
    const refusal = new Refusal('forbidden', 'shield.blocked', notice[locale])
    connection.send(refused(null, refusal))
    // Without a reason of its own: what `refused` said is the reason.
    connection.close(4451)
    return refusal
  }

  async function look(connection: Connection, guest: Admitted) {
    const notice = await check(guest, connection)
    if (!notice) return
    turnAway(connection, guest, notice)
    await endConversation(guest.companyId, guest.visitorId)
  }

  const stop = shield.onChanged((companyId) => {
    for (const [connection, guest] of inside.get(companyId) ?? []) look(connection, guest).catch(onTrouble)
  })

  return {
    /** Throws when he is not let in; he has been told then. */
    async enter(connection: Connection, guest: DoorGuest): Promise<void> {
      const notice = await check(guest, connection)
      if (notice) throw turnAway(connection, guest, notice)
    },
    /** He is in, and put out when that changes. Who was blocked while he was coming in is put out at once. */
    entered(connection: Connection, guest: Admitted) {
      const those = inside.get(guest.companyId) ?? new Map<Connection, Admitted>()
      those.set(connection, guest)
      inside.set(guest.companyId, those)
      look(connection, guest).catch(onTrouble)
    },
    left(connection: Connection, companyId: string) {
      const those = inside.get(companyId)
      those?.delete(connection)
      if (those?.size === 0) inside.delete(companyId)
    },
    [Symbol.dispose]: stop,
  }
}
export type Door = ReturnType<typeof createDoor>
