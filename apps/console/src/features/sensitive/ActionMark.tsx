import type { SensitiveAction } from '@youwen/contract'
import { Ban, BellRing, Eye, EyeOff, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './ActionMark.module.css'

const icons: Readonly<Record<SensitiveAction, LucideIcon>> = {
  watch: Eye,
  notify: BellRing,
  mask: EyeOff,
  warn: TriangleAlert,
  block: Ban,
}

/** What happens to a message, in a picture and a word. */
export function ActionMark({ action }: { action: SensitiveAction }) {
  const { t } = useTranslation()
  const Icon = icons[action]
  return (
    <span className={styles.mark} data-action={action}>
      <Icon size={14} aria-hidden="true" />
      {t(`sensitive.action.${action}`)}
    </span>
  )
}
