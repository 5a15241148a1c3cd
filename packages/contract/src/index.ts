import { company } from './company.ts'
import { conversation } from './conversation.ts'
import { file } from './file.ts'
import { security } from './security.ts'
import { team } from './team.ts'
import { visitor } from './visitor.ts'

/** Every HTTP route, under `/api`. The realtime half is `realtime.ts`. */
export const contract = { company, team, security, visitor, conversation, file }

export * from './company.ts'
export * from './conversation.ts'
export * from './errors.ts'
export * from './file.ts'
export * from './ids.ts'
export * from './message.ts'
export * from './permission.ts'
export * from './realtime.ts'
export * from './route.ts'
export * from './secret.ts'
export * from './security.ts'
export * from './team.ts'
export * from './visitor.ts'
