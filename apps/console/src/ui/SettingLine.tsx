import type { ReactNode } from 'react'
import styles from './SettingLine.module.css'

/** One thing to be switched or chosen, at once and without a form: what it is, what it does, and the control. */
export const SettingLine = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => (
  <div className={styles.line}>
    <div className={styles.words}>
      <p>{title}</p>
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
    {children}
  </div>
)
