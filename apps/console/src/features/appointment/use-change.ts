import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Appointment, AppointmentState } from '@youwen/contract'
import { ApiError } from '@youwen/sdk/api'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'

/** Everything that shows appointments asks again. */
export function useRefresh() {
  const cache = useQueryClient()
  return (appointment?: Appointment) => {
    if (appointment) {
      const { appointmentId } = appointment
      cache.setQueryData(queries.appointment.get.queryKey({ input: { appointmentId } }), appointment)
    }
    void cache.invalidateQueries({ queryKey: ['paged', 'appointment'] })
    void cache.invalidateQueries({ queryKey: queries.appointment.counts.key() })
  }
}

export const isConflict = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'appointment.changed_meanwhile'

/** Somebody else was faster: what he did is shown, and nothing of ours was saved. */
export function useConflict() {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const cache = useQueryClient()
  const refresh = useRefresh()
  return (appointmentId: string) => {
    notification.warning({ title: t('appointment.conflict'), description: t('appointment.conflictHint') })
    void cache.invalidateQueries({ queryKey: queries.appointment.get.key({ input: { appointmentId } }) })
    refresh()
  }
}

interface Change {
  readonly appointmentId: string
  readonly revision?: number
  readonly state: AppointmentState
  readonly reason?: string
}

/** Says what became of an appointment, from the revision that is shown; of a row of a list, from the latest one. */
export function useSetState() {
  const refresh = useRefresh()
  const conflict = useConflict()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: async ({ appointmentId, revision, ...change }: Change) =>
      api.appointment.setState({
        appointmentId,
        revision: revision ?? (await api.appointment.get({ appointmentId })).revision,
        ...change,
      }),
    onSuccess: refresh,
    onError: (error, { appointmentId }) =>
      isConflict(error) ? conflict(appointmentId) : void message.error(describe(error)),
  })
}
