import type { Texts } from '../zh-CN/index.ts'
import { app } from './app.ts'
import { card } from './card.ts'
import { audit, permission } from './codes.ts'
import { company } from './company.ts'
import { conversation } from './conversation.ts'
import { error } from './error.ts'
import { rating } from './rating.ts'
import { security } from './security.ts'
import { team } from './team.ts'
import { ticket } from './ticket.ts'
import { visitor } from './visitor.ts'

const texts = {
  app,
  audit,
  card,
  company,
  conversation,
  error,
  permission,
  rating,
  security,
  team,
  ticket,
  visitor,
} satisfies Texts

export default texts
