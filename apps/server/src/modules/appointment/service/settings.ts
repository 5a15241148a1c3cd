import type { AppointmentPushTemplate, AppointmentSettings } from '@youwen/contract'
import { appointmentPushes } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import { resetReminders } from '../store/due.ts'
import * as store from '../store/settings.ts'

const silent: AppointmentPushTemplate = { isOn: false, code: '', text: '', variables: [] }
/** Nothing is told to phones until somebody has a provider and its templates; agents are reminded a day before. */
const defaults: AppointmentSettings = {
  pushes: { sent: silent, moved: silent, cancelled: silent, reminder: silent },
  reminders: [24],
}

export const settingsOf = async (tx: Tx, companyId: string): Promise<AppointmentSettings> =>
  (await store.findSettings(tx, companyId)) ?? defaults

export function createSettings({ db, now }: { readonly db: Db; readonly now: () => Date }) {
  function check({ pushes }: AppointmentSettings): void {
    for (const push of appointmentPushes) {
      if (!pushes[push].isOn || pushes[push].code !== '') continue
      const title = 'A provider sends no text without the code of its template.'
      const code = 'appointment.push_code_missing'
      throw new Refusal('invalid', code, title, { fields: [{ path: `pushes.${push}.code`, code, title }] })
    }
  }

  return {
    get: (companyId: string): Promise<AppointmentSettings> => db.company(companyId, (tx) => settingsOf(tx, companyId)),

    /** Everybody who is still expected is reminded at the new hours. */
    save: (companyId: string, request: AppointmentSettings): Promise<AppointmentSettings> =>
      db.company(companyId, async (tx) => {
        check(request)
        const reminders = [...new Set(request.reminders)].sort((a, b) => b - a)
        const settings = { ...request, reminders }
        await store.putSettings(tx, companyId, settings)
        await resetReminders(tx, companyId, reminders, now())
        return settings
      }),
  }
}
