import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { AppointmentsPage } from '../../features/appointment/AppointmentsPage.tsx'
import type { AppointmentFilter } from '../../features/appointment/filter.ts'
import { ScreenOf } from '../WhereUsed.tsx'

export function AppointmentsRoute() {
  const navigate = useNavigate()
  const { appointmentId } = useParams({ from: '/inside/appointments/{-$appointmentId}' })
  const filter = useSearch({ from: '/inside/appointments/{-$appointmentId}' })
  const go = useCallback(
    (id: string | undefined, search: AppointmentFilter) =>
      void navigate({ to: '/appointments/{-$appointmentId}', params: { appointmentId: id }, search }),
    [navigate],
  )
  return (
    <ScreenOf app="appointment">
      <AppointmentsPage
        appointmentId={appointmentId}
        filter={filter}
        onFilter={(next) => go(appointmentId, next)}
        onChoose={(id) => go(id, filter)}
        onOpenConversation={(conversationId) =>
          void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } })
        }
        onManage={() => void navigate({ to: '/settings/appointment-templates' })}
      />
    </ScreenOf>
  )
}
