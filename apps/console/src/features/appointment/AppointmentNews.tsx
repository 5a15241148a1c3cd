import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClient, useLive } from '../../platform/live.ts'
import { useClock } from '../../platform/me.ts'
import { dayLabel, timeOf } from '../../platform/time.ts'

/** Many changes of one moment are one question. */
const calmMs = 1_000

/** Keeps what is shown of appointments fresh, and says which of my own are near. Draws nothing. */
export function AppointmentNews({ onOpen }: { onOpen: (appointmentId: string) => void }) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const client = useClient()
  const clock = useClock()
  const cache = useQueryClient()
  const connection = useLive((state) => state.connection.status)

  useEffect(() => {
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      void cache.invalidateQueries({ queryKey: ['paged', 'appointment'] })
      void cache.invalidateQueries({ queryKey: queries.appointment.counts.key() })
      for (const appointmentId of changed) {
        void cache.invalidateQueries({ queryKey: queries.appointment.get.key({ input: { appointmentId } }) })
      }
      changed.clear()
    }
    const stop = client.on('appointment', ({ appointmentId }) => {
      changed.add(appointmentId)
      timer ??= setTimeout(refresh, calmMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, cache])

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

  // What changed while the line was down is not told again.
  const wasOpen = useRef(false)
  useEffect(() => {
    if (connection !== 'open') return
    if (wasOpen.current) {
      void cache.invalidateQueries({ queryKey: ['paged', 'appointment'] })
      void cache.invalidateQueries({ queryKey: queries.appointment.key() })
    }
    wasOpen.current = true
  }, [connection, cache])

  return null
}
