import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

/** What a place without content says: what would be here, and what to do about it. */
export const EmptyState = ({
  icon,
  title,
  hint,
  children,
}: {
  icon?: ReactNode
  title: string
  hint?: ReactNode
  children?: ReactNode
}) => (
  <div className={styles.empty}>
    {icon && <div className={styles.icon}>{icon}</div>}
    <p className={styles.title}>{title}</p>
    {hint && <p className={styles.hint}>{hint}</p>}
    {children && <div className={styles.action}>{children}</div>}
  </div>
)
