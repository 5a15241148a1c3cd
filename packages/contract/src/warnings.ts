import type { SystemWarning } from './notice.ts'
import type { Permission } from './permission.ts'

/** Who is told of each warning of the server, and whether it cannot wait. */
export const systemWarnings = {
  disk_low: { audience: 'company.manage', isUrgent: true },
  backup_old: { audience: 'company.manage', isUrgent: false },
  job_failed: { audience: 'company.manage', isUrgent: false },
  bus_cut_off: { audience: 'company.manage', isUrgent: true },
  push_failing: { audience: 'company.manage', isUrgent: false },
  sms_failing: { audience: 'sms.manage', isUrgent: false },
} as const satisfies Record<SystemWarning['code'], { audience: Permission; isUrgent: boolean }>
