import type { ReactNode } from 'react'
import styles from './BoardPage.module.css'

interface Props {
  readonly title: string
  /** The way back. */
  readonly before?: ReactNode
  /** Which part of it is shown, beside the title. */
  readonly parts?: ReactNode
  /** What narrows it and what can be done with it, at the other end. */
  readonly controls?: ReactNode
  readonly children: ReactNode
}

/** A screen that shows how things stand, as large as the window: who is on the sites, what agents do, what came of something. */
export const BoardPage = ({ title, before, parts, controls, children }: Props) => (
  <div className={styles.page}>
    <header className={styles.head}>
      {before}
      <h1 className={styles.title}>{title}</h1>
      {parts}
      <span className={styles.space} />
      {controls}
    </header>
    {children}
  </div>
)

interface Figure {
  readonly name: string
  readonly value: ReactNode
  /** What it is of, or in other words. */
  readonly more?: string
  readonly isAlarming?: boolean
}

/** All of it in a few figures, below the head. */
export const BoardFigures = ({ figures }: { figures: readonly Figure[] }) => (
  <dl className={styles.figures}>
    {figures.map(({ name, value, more, isAlarming = false }) => (
      <div key={name} className={styles.figure} data-alarming={isAlarming}>
        <dt>{name}</dt>
        <dd className="num">
          {value} {more && <small>{more}</small>}
        </dd>
      </div>
    ))}
  </dl>
)
