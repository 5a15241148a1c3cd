export { applicationRole, createDb, type Db, type DomainEvent, type Tx } from './db.ts'
export { startEmbedded } from './embedded/index.ts'
export { migrate } from './migrate.ts'
export type { DB as Tables } from './tables.ts'
