import '../../appointment/looks.ts'
import type { MessageBody } from '@youwen/contract'
import { whenOf } from '@youwen/contract/appointment-when'
import { appointmentWords } from '../../appointment/words.ts'
import type { Chat } from '../chat.ts'
import { safeLink } from '../linkify.ts'

type AppointmentBody = Extract<MessageBody, { type: 'appointment' }>

/** What is known of an appointment when it is sent; its page, which this opens, shows what becomes of it. */
export function AppointmentCard({ chat, body }: { chat: Chat; body: AppointmentBody }) {
  const locale = chat.locale.value
  const { date, weekday, time, zone } = whenOf(body.at, body.timeZone, locale)
  const link = safeLink(body.url)
  return (
    <a class="pass" data-look={body.style} href={link ? link.href : '#'} target="_blank" rel="noopener noreferrer">
      <span class="pass-head">
        <span class="pass-line">
          <span class="pass-title">{body.title}</span>
          <span class="pass-number">{body.number}</span>
        </span>
        <span class="pass-when">
          <time class="pass-time" dateTime={body.at}>
            {time}
          </time>
          <span class="pass-day">
            <b>{date}</b>
            <span>
              {weekday} {zone}
            </span>
          </span>
        </span>
      </span>
      <span class="pass-stub">
        <span class="pass-place">{body.place}</span>
        <span class="pass-name">{body.name}</span>
        <span class="pass-button">{appointmentWords[locale].view}</span>
      </span>
    </a>
  )
}
