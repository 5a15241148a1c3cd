import { App, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClient } from '../../platform/live.ts'
import { useClock } from '../../platform/me.ts'
import { dayLabel, timeOf } from '../../platform/time.ts'
import { type Told, useFreshness } from '../../platform/use-freshness.ts'

const told: Told = {
  listen: (client, hears) => client.on('appointment', ({ appointmentId }) => hears(appointmentId)),
  lists: () => [['paged', 'appointment'], queries.appointment.counts.key()],
  one: (appointmentId) => queries.appointment.get.key({ input: { appointmentId } }),
  all: () => [['paged', 'appointment'], queries.appointment.key()],
}

/** Keeps what is shown of appointments fresh, and says which of my own are near. Draws nothing. */
export function AppointmentNews({ onOpen }: { onOpen: (appointmentId: string) => void }) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const client = useClient()
  const clock = useClock()

  useFreshness(told)

  useEffect(() =>
    client.on('appointmentDue', ({ appointmentId, name, number, at }) => {
      const moment = new Date(at)
      notification.info({
        key: `due ${appointmentId}`,
        title: t('appointment.due', { name }),
        description: `${dayLabel(clock, moment, new Date())} ${timeOf(clock, moment)} · ${number}`,
        duration: 12,
        placement: 'bottomRight',
        actions: (
          <Button
            size="small"
            onClick={() => {
              notification.destroy(`due ${appointmentId}`)
              onOpen(appointmentId)
            }}
          >
            {t('appointment.open')}
          </Button>
        ),
      })
    }),
  )

  return null
}
