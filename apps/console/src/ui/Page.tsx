import type { ReactNode } from 'react'
import styles from './Page.module.css'

interface Props {
  readonly title: string
  readonly hint?: ReactNode
  readonly actions?: ReactNode
  /** Tables use the whole width; forms stay readable at 640 px. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** One page of the settings. */
export const Page = ({ title, hint, actions, isWide = false, children }: Props) => (
  <div className={styles.scroll}>
    <div className={styles.page} data-wide={isWide}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title}>{title}</h1>
          {hint && <p className={styles.hint}>{hint}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  </div>
)

export const Section = ({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) => (
  <section className={styles.section}>
    <h2 className={styles.subtitle}>{title}</h2>
    {hint && <p className={styles.hint}>{hint}</p>}
    <div className={styles.body}>{children}</div>
  </section>
)
