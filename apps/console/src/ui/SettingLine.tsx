import { type ReactNode, useId } from 'react'
import styles from './SettingLine.module.css'

/** One thing to be switched or chosen, at once and without a form: what it is, what it does, and the control. */
export function SettingLine({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside the control
    <div className={styles.line} role="group" aria-labelledby={id}>
      <div className={styles.words}>
        <p id={id}>{title}</p>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </div>
  )
}
