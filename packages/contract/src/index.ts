import { app } from './app.ts'
import { appointment } from './appointment.ts'
import { assistant } from './assistant.ts'
import { card } from './card.ts'
import { catalog } from './catalog.ts'
import { catalogProvider } from './catalog-provider.ts'
import { conversationClass } from './class.ts'
import { company } from './company.ts'
import { conversation } from './conversation.ts'
import { file } from './file.ts'
import { filter } from './filter.ts'
import { invite } from './invite.ts'
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

/** Every HTTP route, under `/api`. The realtime half is `realtime.ts`. */
export const contract = {
  company,
  team,
  security,
  visitor,
  conversation,
  transfer,
  class: conversationClass,
  quality,
  filter,
  file,
  card,
  ticket,
  rating,
  phrase,
  robot,
  monitor,
  invite,
  shield,
  sensitive,
  notice,
  app,
  webpush,
  catalog,
  assistant,
  appointment,
  sms,
}

/** What the server asks of systems that are not its own; described at /docs/api beside the routes. */
export const outgoing = [catalogProvider]

export * from './app.ts'
export * from './app-list.ts'
export * from './appointment.ts'
export * from './appointment-styles.ts'
export * from './assistant.ts'
export * from './card.ts'
export * from './catalog.ts'
export * from './catalog-provider.ts'
export * from './class.ts'
export * from './company.ts'
export * from './conversation.ts'
export * from './errors.ts'
export * from './file.ts'
export * from './filter.ts'
export * from './ids.ts'
export * from './invite.ts'
export * from './message.ts'
export * from './monitor.ts'
export * from './notice.ts'
export * from './permission.ts'
export * from './phrase.ts'
export * from './quality.ts'
export * from './rating.ts'
export * from './realtime.ts'
export * from './robot.ts'
export * from './route.ts'
export * from './secret.ts'
export * from './security.ts'
export * from './sensitive.ts'
export * from './shield.ts'
export * from './sms.ts'
export * from './team.ts'
export * from './ticket.ts'
export * from './transfer.ts'
export * from './visitor.ts'
export * from './warnings.ts'
export * from './webpush.ts'
