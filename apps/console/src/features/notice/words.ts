import type { Changes, Notice, SystemWarning } from '@youwen/contract'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../platform/preferences.ts'
import { sizeOf } from '../../platform/time.ts'

export interface NoticeWords {
  readonly title: string
  readonly text: string
}

/** The lines of a version in the reader's language, else in the one that there is. */
export function changesIn(changes: Readonly<Record<string, Changes>>, locale: string): Changes {
  return changes[locale] ?? changes['en-US'] ?? Object.values(changes)[0] ?? []
}

function warningText(warning: SystemWarning, t: TFunction): string {
  switch (warning.code) {
    case 'disk_low': {
      const { node, freeBytes, totalBytes } = warning.params
      return t('notice.warning.disk_low.text', { node, free: sizeOf(freeBytes), total: sizeOf(totalBytes) })
    }
    case 'backup_old':
      return t('notice.warning.backup_old.text', { days: warning.params.days })
    case 'job_failed':
      return t('notice.warning.job_failed.text', warning.params)
    case 'bus_cut_off':
      return t('notice.warning.bus_cut_off.text', warning.params)
    case 'push_failing': {
      const { service, status } = warning.params
      const why = status === 0 ? t('notice.warning.unreachable') : String(status)
      return t('notice.warning.push_failing.text', { service, status: why })
    }
    case 'sms_failing':
      return t('notice.warning.sms_failing.text', warning.params)
    default:
      return warning satisfies never
  }
}

/** What a notice says, in the reader's language. */
export function useNoticeWords(): (notice: Notice) => NoticeWords {
  const { t } = useTranslation()
  const { locale } = usePreferences()
  return ({ body }) => {
    switch (body.kind) {
      case 'product': {
        const lines = changesIn(body.changes, locale)
        // What each line is about, where the changelog says so in bold.
        const about = lines.flatMap(([first]) => (first?.kind === 'strong' ? [first.text] : []))
        return {
          title: t('notice.whatsNew', { version: body.version }),
          text: about.join(locale === 'zh-CN' ? '、' : ', ') || t('notice.items', { count: lines.length }),
        }
      }
      case 'announcement':
        return { title: body.title, text: body.text }
      case 'system':
        return { title: t(`notice.warning.${body.warning.code}.title`), text: warningText(body.warning, t) }
      default:
        return body satisfies never
    }
  }
}
