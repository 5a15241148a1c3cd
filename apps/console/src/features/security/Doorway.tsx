import type { ReactNode } from 'react'
import { Logo } from '../../ui/Logo.tsx'
import styles from './Doorway.module.css'

/** The frame of what is shown before somebody is in. */
export const Doorway = ({
  title,
  hint,
  children,
  footer,
}: {
  title: string
  hint: string
  children: ReactNode
  footer: ReactNode
}) => (
  <main className={styles.page}>
    <div className={styles.card}>
      <Logo size={44} />
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.hint}>{hint}</p>
      {children}
    </div>
    <div className={styles.footer}>{footer}</div>
  </main>
)
