export { applicationRole, createDb, type Db, type DomainEvent, type Tx } from './db.ts'
export { isEmbeddedRunning, startEmbedded } from './embedded/index.ts'
export { type AppliedMigration, migrate, migrateTo } from './migrate.ts'
export type { DB as Tables } from './tables.ts'
