/** A moment as calendars write it: in UTC, so that every zone reads the same one. */
const stampOf = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '')

/** RFC 5545 3.3.11. */
const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n')

const bytesOf = (character: string): number => {
  const point = character.codePointAt(0) || 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/** A line has at most 75 bytes; what is longer goes on in the next one, after a blank. No character is torn. */
function folded(line: string): string {
  let done = ''
  let bytes = 0
  for (const character of Array.from(line)) {
    const more = bytesOf(character)
    if (bytes + more > 75) {
      done += '\r\n '
      bytes = 1
    }
    done += character
    bytes += more
  }
  return done
}

export interface CalendarEntry {
  /** Stands for this appointment for good: adding it again moves it. */
  readonly id: string
  readonly at: string
  readonly title: string
  readonly place: string
  readonly text: string
  readonly url: string
  readonly reminder: string
}

/** How long an appointment takes is not known; calendars want some room for it. */
const minutes = 30

/** An appointment as a file that calendars take. */
export function icsOf({ id, at, title, place, text, url, reminder }: CalendarEntry, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Youwen//Appointment//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${escaped(id)}`,
    `DTSTAMP:${stampOf(now)}`,
    `DTSTART:${stampOf(new Date(at))}`,
    `DURATION:PT${minutes}M`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(text)}`,
    `URL:${url}`,
    'STATUS:CONFIRMED',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-PT2H',
    `DESCRIPTION:${escaped(reminder)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
