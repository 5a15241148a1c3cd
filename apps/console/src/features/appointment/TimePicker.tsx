import { AutoComplete, Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { useNow } from '../../platform/now.ts'
import { dayOf, timeOf } from '../../platform/time.ts'
import styles from './TimePicker.module.css'
import { dayAfter, momentAt, readTime } from './wall-clock.ts'

interface Props {
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  /** What it had before: an appointment that is over may keep its time. */
  readonly kept?: string | undefined
  readonly id?: string
}

const stripDays = 14
const hours = Array.from({ length: 13 }, (_, index) => index + 8)
const minutes = ['00', '15', '30', '45'] as const
const two = (value: number) => String(value).padStart(2, '0')
const quarters = Array.from({ length: 96 }, (_, index) => `${two(Math.floor(index / 4))}:${minutes[index % 4]}`)

/**
 * When somebody is expected, on the clock of the company: a day of the next two weeks or any other, an hour and a quarter
 * of it, or whatever is typed.
 */
export function TimePicker({ value = null, onChange, kept, id }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  const today = dayOf(clock, new Date(now))
  const day = value === null ? null : dayOf(clock, new Date(value))
  const time = value === null ? null : timeOf(clock, new Date(value))
  // A day without a time, or the other way round, is no moment yet.
  const [wanted, setWanted] = useState<{ day: string | null; time: string | null }>({ day, time })
  const [typed, setTyped] = useState(time ?? '')
  useEffect(() => {
    if (day === null || time === null) return
    setWanted({ day, time })
    setTyped(time)
  }, [day, time])

  const choose = (next: { day: string | null; time: string | null }) => {
    setWanted(next)
    if (next.time !== null) setTyped(next.time)
    onChange?.(next.day !== null && next.time !== null ? momentAt(next.day, next.time, clock.timeZone) : null)
  }
  const chosenDay = wanted.day ?? today
  const isGone = (at: string) => {
    const moment = momentAt(chosenDay, at, clock.timeZone)
    return Date.parse(moment) <= now && moment !== kept
  }
  const [hour, minute] = wanted.time?.split(':') ?? []
  const strip = Array.from({ length: stripDays }, (_, index) => dayAfter(today, index))
  const isTypedWrong = typed.trim() !== '' && readTime(typed) === null

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out like this
    <div className={styles.picker} role="group" id={id} aria-label={t('appointment.at')}>
      <div className={styles.strip}>
        {strip.map((each, index) => (
          <button
            key={each}
            type="button"
            className={styles.day}
            aria-pressed={each === wanted.day}
            data-weekend={[0, 6].includes(new Date(`${each}T00:00:00Z`).getUTCDay())}
            onClick={() => choose({ ...wanted, day: each })}
          >
            <small>
              {index < 2 ? t(`appointment.day.${index === 0 ? 'today' : 'tomorrow'}`) : weekday(clock, each)}
            </small>
            <b className="num">{Number(each.slice(8)) === 1 || index === 0 ? monthDay(each) : Number(each.slice(8))}</b>
          </button>
        ))}
      </div>
      <div className={styles.line}>
        <DatePicker
          className={styles.date}
          allowClear={false}
          value={wanted.day === null ? null : dayjs(wanted.day)}
          format="YYYY-MM-DD"
          placeholder={t('appointment.otherDay')}
          disabledDate={(date) => date.format('YYYY-MM-DD') < today}
          onChange={(date) => date && choose({ ...wanted, day: date.format('YYYY-MM-DD') })}
        />
        <AutoComplete
          className={styles.typed}
          aria-label={t('appointment.typeTime')}
          placeholder={t('appointment.typeTime')}
          value={typed}
          {...(isTypedWrong && { status: 'error' as const })}
          options={quarters.filter((each) => !isGone(each)).map((each) => ({ value: each }))}
          showSearch={{ filterOption: (text, option) => fits(text, option?.value ?? '') }}
          onChange={(text: string) => {
            setTyped(text)
            const read = readTime(text)
            // Digits that may go on are waited for: 1 is not yet 01:00 for who types 14:30.
            if (read && text.trim().length > 2) choose({ day: wanted.day ?? today, time: read })
          }}
          onBlur={() => {
            const read = readTime(typed)
            if (read && read !== wanted.time) choose({ day: wanted.day ?? today, time: read })
          }}
        />
      </div>
      <div className={styles.hours}>
        {hours.map((each) => (
          <Button
            key={each}
            size="small"
            className={`${styles.chip} num`}
            type={hour === two(each) ? 'primary' : 'default'}
            disabled={isGone(`${two(each)}:45`)}
            onClick={() => {
              const wished = `${two(each)}:${minute ?? '00'}`
              const free = isGone(wished)
                ? minutes.map((one) => `${two(each)}:${one}`).find((one) => !isGone(one))
                : wished
              if (free) choose({ day: chosenDay, time: free })
            }}
          >
            {each}
          </Button>
        ))}
        {minutes.map((each) => (
          <Button
            key={each}
            size="small"
            data-minute="true"
            className={`${styles.chip} num`}
            type={minute === each ? 'primary' : 'default'}
            disabled={hour === undefined || isGone(`${hour}:${each}`)}
            onClick={() => hour && choose({ day: chosenDay, time: `${hour}:${each}` })}
          >
            :{each}
          </Button>
        ))}
      </div>
    </div>
  )
}

const weekday = ({ locale }: { locale: string }, day: string) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
const monthDay = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`

/** Typed digits stand for the time that begins with them. */
function fits(typed: string, time: string): boolean {
  const read = readTime(typed)
  return typed === '' || time.startsWith(typed) || (read !== null && time.startsWith(read.slice(0, 2)))
}
