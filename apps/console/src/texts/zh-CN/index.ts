import { app } from './app.ts'
import { card } from './card.ts'
import { audit, permission } from './codes.ts'
import { company } from './company.ts'
import { conversation } from './conversation.ts'
import { error } from './error.ts'
import { security } from './security.ts'
import { team } from './team.ts'
import { visitor } from './visitor.ts'

const texts = { app, audit, card, company, conversation, error, permission, security, team, visitor }

export default texts
export type Texts = typeof texts
