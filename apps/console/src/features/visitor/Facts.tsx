import type { ReactNode } from 'react'
import styles from './Facts.module.css'

export interface Fact {
  readonly label: string
  readonly value: string
  /** Opens in a new tab when it is a web address. */
  readonly href?: string
}

/** Names and values below each other. What is not known is not shown. */
export const Facts = ({ title, facts, children }: { title: string; facts: readonly Fact[]; children?: ReactNode }) => (
  <section className={styles.section}>
    <h3 className={styles.title}>{title}</h3>
    <dl className={styles.list}>
      {facts
        .filter(({ value }) => value !== '')
        .map(({ label, value, href }) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd title={value}>
              {href && /^https?:\/\//.test(href) ? (
                <a href={href} target="_blank" rel="noopener noreferrer nofollow">
                  {value}
                </a>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
    </dl>
    {children}
  </section>
)
