export { backUp } from './backup.ts'
export { lastBackupOf } from './last-backup.ts'
export { restore } from './restore.ts'
