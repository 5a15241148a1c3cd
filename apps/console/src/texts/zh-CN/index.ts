import { app } from './app.ts'
import { appointment } from './appointment.ts'
import { apps } from './apps.ts'
import { assistant } from './assistant.ts'
import { card } from './card.ts'
import { catalog } from './catalog.ts'
import { classTexts } from './class.ts'
import { audit, permission } from './codes.ts'
import { company } from './company.ts'
import { conversation } from './conversation.ts'
import { error } from './error.ts'
import { filter } from './filter.ts'
import { invite } from './invite.ts'
import { list } from './list.ts'
import { monitor } from './monitor.ts'
import { notice } from './notice.ts'
import { phrase } from './phrase.ts'
import { quality } from './quality.ts'
import { rating } from './rating.ts'
import { robot } from './robot.ts'
import { security } from './security.ts'
import { sensitive } from './sensitive.ts'
import { shield } from './shield.ts'
import { sms } from './sms.ts'
import { team } from './team.ts'
import { ticket } from './ticket.ts'
import { transfer } from './transfer.ts'
import { visitor } from './visitor.ts'
import { webpush } from './webpush.ts'

const texts = {
  app,
  appointment,
  apps,
  assistant,
  audit,
  card,
  catalog,
  class: classTexts,
  company,
  conversation,
  error,
  filter,
  list,
  notice,
  permission,
  phrase,
  quality,
  rating,
  robot,
  security,
  invite,
  monitor,
  sensitive,
  shield,
  sms,
  team,
  ticket,
  transfer,
  visitor,
  webpush,
}

export default texts
export type Texts = typeof texts
